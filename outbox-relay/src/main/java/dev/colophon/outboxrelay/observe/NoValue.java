package dev.colophon.outboxrelay.observe;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves keys and values unread: a row is recognised by a header, and its text is nobody's business here. */
final class NoValue implements Deserializer<@Nullable Void> {

    @Override
    public @Nullable Void deserialize(String topic, byte @Nullable [] data) {
        return null;
    }

    @Override
    public @Nullable Void deserialize(String topic, Headers headers, @Nullable ByteBuffer data) {
        return null;
    }
}
