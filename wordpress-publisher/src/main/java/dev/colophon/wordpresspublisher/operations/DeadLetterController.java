package dev.colophon.wordpresspublisher.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.deadletter.Body;
import dev.colophon.wordpresspublisher.deadletter.DeadLetterDesk;
import dev.colophon.wordpresspublisher.deadletter.Letter;
import dev.colophon.wordpresspublisher.deadletter.Place;
import dev.colophon.wordpresspublisher.deadletter.Replay;
import dev.colophon.wordpresspublisher.deadletter.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead letters: shows what this service could not take in, and takes in what is provably undelivered. */
@RestController
@RequestMapping("/operations/v1/dead-letters")
class DeadLetterController {

    private static final String LETTER = "/{topic}/{partition}/{offset}";
    private static final int PAGE_MAX = 50;
    private static final int LONGEST_REASON = 1_000;

    private final DeadLetterDesk desk;

    DeadLetterController(DeadLetterDesk desk) {
        this.desk = desk;
    }

    /** @param next cursor of the page after this one; null if there is none */
    record Letters(List<Head> letters, @Nullable String next) {}

    /** What a list tells of a letter; what a header does not say is empty. */
    record Head(
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
            @Nullable Replayed replay) {}

    record Replayed(String operator, String reason, Instant at) {}

    record Named(String name, String value) {}

    /**
     * @param standing undelivered, or the code that says why it cannot be delivered
     * @param replayable whether a replay would be tried
     */
    record Whole(Head letter, List<Named> headers, Body body, boolean replayable, String standing, String detail) {}

    record Why(@Nullable String reason) {}

    @GetMapping
    Letters newest(@RequestParam(defaultValue = "") String cursor, @RequestParam(defaultValue = "20") int limit) {
        var page = desk.page(cursor, Math.clamp(limit, 1, PAGE_MAX));
        return new Letters(
                page.letters().stream()
                        .map(letter -> head(letter, page.replays().get(letter.place())))
                        .toList(),
                page.next().isEmpty() ? null : page.next());
    }

    @GetMapping(LETTER)
    Whole one(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return whole(desk.open(new Place(topic, partition, offset)));
    }

    @PostMapping(LETTER + "/replay")
    Whole replay(
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset,
            @RequestBody Why why,
            @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        return whole(desk.replay(new Place(topic, partition, offset), operator, reason(why)));
    }

    private static String reason(Why why) {
        var reason = why.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new OperationsProblem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "REASON_MISSING",
                    "Say why: reason, 1 to " + LONGEST_REASON + " characters.");
        }
        return reason.strip();
    }

    private static Whole whole(DeadLetterDesk.Opened opened) {
        var undelivered = opened.standing() instanceof Standing.Undelivered;
        return new Whole(
                head(opened.letter(), opened.replay().orElse(null)),
                StreamSupport.stream(opened.letter().record().headers().spliterator(), false)
                        .map(header -> new Named(header.key(), opened.letter().shown(header.key())))
                        .distinct()
                        .toList(),
                opened.body(),
                undelivered,
                opened.standing() instanceof Standing.Kept kept ? kept.why().name() : "UNDELIVERED",
                opened.standing().detail());
    }

    private static Head head(Letter letter, @Nullable Replay replay) {
        var place = letter.place();
        var key = letter.record().key();
        return new Head(
                place.topic(),
                place.partition(),
                place.offset(),
                letter.at(),
                letter.shown("dlt_error_code"),
                letter.shown("dlt_error_message"),
                letter.shown("dlt_original_partition"),
                letter.shown("dlt_original_offset"),
                key == null ? "" : new String(key, 0, Math.min(key.length, 200), UTF_8),
                letter.shown("ce_id"),
                letter.shown("ce_type"),
                replay == null ? null : new Replayed(replay.operator(), replay.reason(), replay.at()));
    }
}
