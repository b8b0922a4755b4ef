package dev.colophon.publishapi.request;

import dev.colophon.publishapi.accept.Outcome;
import dev.colophon.publishapi.client.Caller;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Gives an outcome as the answer to its request, and notes it. */
@Component
public class AcceptedAnswers {

    private static final Logger log = LoggerFactory.getLogger(AcceptedAnswers.class);
    private static final String POLL_AFTER_SECONDS = "1";

    private final MeterRegistry meters;

    AcceptedAnswers(MeterRegistry meters) {
        this.meters = meters;
    }

    /** The answer as HTTP gives it; counted and logged as of this caller. */
    public ResponseEntity<String> tell(Outcome outcome, String action, Caller caller) {
        var kind = outcome.kind().name().toLowerCase(Locale.ROOT);
        meters.counter("colophon.publications.requests", "action", action, "outcome", kind)
                .increment();
        log.info(
                "{} a {} of {}: {}",
                kind,
                action,
                caller.name(),
                outcome.answer().location());
        return answer(outcome);
    }

    private static ResponseEntity<String> answer(Outcome outcome) {
        var answer = outcome.answer();
        var response = ResponseEntity.status(answer.status())
                .location(answer.location())
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON);
        if (answer.status() == HttpStatus.ACCEPTED.value()) {
            response.header(HttpHeaders.RETRY_AFTER, POLL_AFTER_SECONDS);
        }
        return response.body(answer.body());
    }
}
