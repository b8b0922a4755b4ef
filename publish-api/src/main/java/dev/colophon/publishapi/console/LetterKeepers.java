package dev.colophon.publishapi.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.deadletter.DeadLetterDesk;
import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.LetterAnswer;
import dev.colophon.deadletter.LettersAnswer;
import dev.colophon.deadletter.Place;
import dev.colophon.publishapi.operations.OperationsAnswer;
import dev.colophon.publishapi.operations.OperationsApis;
import dev.colophon.publishapi.operations.OperationsService;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Whoever keeps dead letters: the other services, asked over their operations APIs, and this one itself. All answer alike. */
@Component
class LetterKeepers {

    private static final String OWN = "publish-api";
    private static final String LETTERS = "/operations/v1/dead-letters";
    private static final int PAGE = 20;
    private static final int LONGEST_REASON = 1_000;

    private final OperationsApis apis;
    private final DeadLetterDesk<?> desk;
    private final JsonMapper json;

    LetterKeepers(OperationsApis apis, DeadLetterDesk<?> desk, JsonMapper json) {
        this.apis = apis;
        this.desk = desk;
        this.json = json;
    }

    /** Their names. */
    List<String> all() {
        return Stream.concat(Arrays.stream(OperationsService.values()).map(OperationsService::word), Stream.of(OWN))
                .toList();
    }

    /** @throws ProblemException if there is no such service, as of each method here */
    OperationsAnswer newest(String service, String cursor, String operator) {
        return service.equals(OWN)
                ? own(() -> LettersAnswer.of(desk.page(cursor, PAGE)))
                : apis.lookLonger(known(service), LETTERS + after(cursor), operator);
    }

    OperationsAnswer open(String service, Place place, String operator) {
        return service.equals(OWN)
                ? own(() -> LetterAnswer.of(desk.open(place)))
                : apis.lookLonger(known(service), path(place), operator);
    }

    OperationsAnswer replay(String service, Place place, String reason, String operator) {
        if (!service.equals(OWN)) {
            return apis.act(known(service), path(place) + "/replay", Map.of("reason", reason), operator);
        }
        return reason.isEmpty() || reason.length() > LONGEST_REASON
                ? new OperationsAnswer.Refused(
                        422, "REASON_MISSING", "Say why: reason, 1 to " + LONGEST_REASON + " characters.")
                : own(() -> LetterAnswer.of(desk.replay(place, operator, reason)));
    }

    private OperationsAnswer own(Supplier<?> answer) {
        try {
            return new OperationsAnswer.Told(json.valueToTree(answer.get()));
        } catch (DeadLetterRefused refused) {
            return new OperationsAnswer.Refused(
                    refused.code().status(), refused.code().name(), refused.detail());
        }
    }

    private static String after(String cursor) {
        return cursor.isEmpty() ? "" : "?cursor=" + URLEncoder.encode(cursor, UTF_8);
    }

    private static String path(Place place) {
        return LETTERS + "/" + place.topic() + "/" + place.partition() + "/" + place.offset();
    }

    private static OperationsService known(String word) {
        return Arrays.stream(OperationsService.values())
                .filter(service -> service.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no service of this name."));
    }
}
