package dev.colophon.publishapi.webhook.intake;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.deadletter.DeadLetterRefused.Code;
import dev.colophon.deadletter.Letter;
import dev.colophon.deadletter.LetterIntake;
import dev.colophon.deadletter.Place;
import dev.colophon.deadletter.Replay;
import dev.colophon.deadletter.Standing;
import dev.colophon.publishapi.webhook.delivery.EnqueueEvents;
import dev.colophon.publishapi.webhook.delivery.FindTold;
import dev.colophon.publishapi.webhook.delivery.ToldEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Events that webhooks could not be told of: undelivered is what was made due for no webhook of its client, and is young enough that
 * the log, which forgets, would still know.
 */
@Component
class WebhookLetters implements LetterIntake<ToldEvent> {

    private static final Logger log = LoggerFactory.getLogger(WebhookLetters.class);

    private final EventDecoder decoder;
    private final FindTold findTold;
    private final EnqueueEvents enqueueEvents;

    WebhookLetters(EventDecoder decoder, FindTold findTold, EnqueueEvents enqueueEvents) {
        this.decoder = decoder;
        this.findTold = findTold;
        this.enqueueEvents = enqueueEvents;
    }

    /** None: the deliveries that came of it are its record, and the log says who asked. */
    @Override
    public Map<Place, Replay> replays(Collection<Place> places) {
        return Map.of();
    }

    @Override
    public Standing<ToldEvent> standing(Letter letter) {
        try {
            var event = read(letter);
            return standing(event, happened(letter));
        } catch (Unreadable unreadable) {
            return kept(
                    Code.DEAD_LETTER_UNREADABLE,
                    unreadable.code() + ": " + unreadable.getMessage()
                            + ". It cannot be read by this build either: its producer has to say it anew.");
        }
    }

    @Override
    public void deliver(Place place, ToldEvent event, String operator, String reason) {
        int webhooks;
        try {
            webhooks = enqueueEvents.enqueue(List.of(event));
        } catch (DataIntegrityViolationException refused) {
            throw DeadLetterRefused.again(refused);
        }
        if (webhooks == 0) {
            throw new DeadLetterRefused(
                    Code.DEAD_LETTER_DELIVERED, "A moment ago it was told, or the last webhook that wants it went.");
        }
        log.info("Dead letter {} is due for {} webhooks, by {}: {}", place, webhooks, operator, reason);
    }

    private Standing<ToldEvent> standing(ToldEvent event, Instant happened) {
        var told = findTold.of(event, happened);
        if (told.webhooks() > 0) {
            return kept(
                    Code.DEAD_LETTER_DELIVERED,
                    "It was made due for " + told.webhooks()
                            + " webhooks: their delivery logs tell what became of it.");
        }
        if (told.forgettable()) {
            return kept(
                    Code.DEAD_LETTER_TOO_OLD,
                    "Deliveries that old are forgotten: whether it was told cannot be known. Its client can read the status.");
        }
        if (told.wanting() == 0) {
            return kept(Code.DEAD_LETTER_UNWANTED, "No active webhook of its publication's client wants it.");
        }
        return new Standing.Undelivered<>(
                event,
                "It was made due for none of the " + told.wanting()
                        + " webhooks that want it, and is young enough that their logs would know.");
    }

    private ToldEvent read(Letter letter) throws Unreadable {
        return decoder.decode(letter.original()
                .orElseThrow(() -> new Unreadable("ORIGIN_UNKNOWN", "its headers do not say where it was")));
    }

    private static Instant happened(Letter letter) throws Unreadable {
        try {
            return OffsetDateTime.parse(letter.header("ce_time")).toInstant();
        } catch (DateTimeException _) {
            throw new Unreadable("EVENT_UNREADABLE", "its ce_time is no time");
        }
    }

    private static Standing<ToldEvent> kept(Code code, String why) {
        return new Standing.Kept<>(code, why);
    }
}
