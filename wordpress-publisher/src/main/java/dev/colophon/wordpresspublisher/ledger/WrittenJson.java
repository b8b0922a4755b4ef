package dev.colophon.wordpresspublisher.ledger;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Written;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is known of a post's single fields, as the ledger keeps it. */
final class WrittenJson {

    private static final JsonMapper JSON = new JsonMapper();

    private WrittenJson() {}

    static @Nullable String write(@Nullable Written written) {
        return written == null ? null : JSON.writeValueAsString(written);
    }

    static @Nullable String of(OnRecord onRecord) {
        return onRecord instanceof OnRecord.Post post ? write(post.written()) : null;
    }

    static Written read(@Nullable String json) {
        return json == null ? Written.nothing() : UnreadableColumn.read(JSON, "written_fields", json, Written.class);
    }
}
