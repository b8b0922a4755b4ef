package dev.colophon.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a list tells of a letter; what a header does not say is empty. */
public record LetterHead(
        String topic,
        int partition,
        long offset,
        Instant at,
        String code,
        String message,
        String originalPartition,
        String originalOffset,
        String key,
        String eventId,
        String type,
        @Nullable Replayed replay) {

    private static final int LONGEST_KEY = 200;

    /** By whom, when and why it was delivered after all. */
    public record Replayed(String operator, String reason, Instant at) {}

    static LetterHead of(Letter letter, @Nullable Replay replay) {
        var place = letter.place();
        var key = letter.record().key();
        return new LetterHead(
                place.topic(),
                place.partition(),
                place.offset(),
                letter.at(),
                letter.shown("dlt_error_code"),
                letter.shown("dlt_error_message"),
                letter.shown("dlt_original_partition"),
                letter.shown("dlt_original_offset"),
                key == null ? "" : new String(key, 0, Math.min(key.length, LONGEST_KEY), UTF_8),
                letter.shown("ce_id"),
                letter.shown("ce_type"),
                replay == null ? null : new Replayed(replay.operator(), replay.reason(), replay.at()));
    }
}
