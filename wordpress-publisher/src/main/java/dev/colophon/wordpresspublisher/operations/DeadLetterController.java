package dev.colophon.wordpresspublisher.operations;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.LetterAnswer;
import dev.colophon.deadletter.LettersAnswer;
import dev.colophon.deadletter.Place;
import org.jspecify.annotations.Nullable;
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

    private final DeadLetterDesk<?> desk;

    DeadLetterController(DeadLetterDesk<?> desk) {
        this.desk = desk;
    }

    record Why(@Nullable String reason) {}

    @GetMapping
    LettersAnswer newest(@RequestParam(defaultValue = "") String cursor, @RequestParam(defaultValue = "20") int limit) {
        return LettersAnswer.of(desk.page(cursor, Math.clamp(limit, 1, PAGE_MAX)));
    }

    @GetMapping(LETTER)
    LetterAnswer one(@PathVariable String topic, @PathVariable int partition, @PathVariable long offset) {
        return LetterAnswer.of(desk.open(new Place(topic, partition, offset)));
    }

    @PostMapping(LETTER + "/replay")
    LetterAnswer replay(
            @PathVariable String topic,
            @PathVariable int partition,
            @PathVariable long offset,
            @RequestBody Why why,
            @RequestAttribute(OperationsDoor.OPERATOR) String operator) {
        return LetterAnswer.of(desk.replay(new Place(topic, partition, offset), operator, reason(why)));
    }

    private static String reason(Why why) {
        var reason = why.reason();
        if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new OperationsProblem(
                    OperationsCode.REASON_MISSING, "Say why: reason, 1 to " + LONGEST_REASON + " characters.");
        }
        return reason.strip();
    }
}
