package dev.colophon.publishapi.hash;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256. Compared in constant time, since some of them stand for secrets. */
public final class Sha256 {

    private static final int BYTES = 32;

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SHA-256 has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** The hash that these bytes are. */
    public static Sha256 from(byte[] bytes) {
        return new Sha256(bytes.clone());
    }

    /** The hash of this content. */
    public static Sha256 of(byte[] content) {
        return new Sha256(digest().digest(content));
    }

    /** Begins the hash of several parts, none of which can pass for two or for its neighbour. */
    public static Parts parts() {
        return new Parts();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Sha256 that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Parts of a hash, each with its length before it, absent ones told apart from empty ones. */
    public static final class Parts {

        private static final int ABSENT = -1;

        private final MessageDigest digest = digest();

        private Parts() {}

        /** Adds a part by its text form. */
        public Parts add(@Nullable Object part) {
            if (part == null) {
                digest.update(length(ABSENT));
                return this;
            }
            var text = part.toString().getBytes(StandardCharsets.UTF_8);
            digest.update(length(text.length));
            digest.update(text);
            return this;
        }

        /** Adds the elements in their order. */
        public Parts addAll(Collection<?> elements) {
            digest.update(length(elements.size()));
            elements.forEach(this::add);
            return this;
        }

        /** The hash of all that was added. */
        public Sha256 hash() {
            return new Sha256(digest.digest());
        }

        private static byte[] length(int length) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
        }
    }
}
