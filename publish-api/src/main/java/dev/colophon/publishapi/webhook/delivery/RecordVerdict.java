package dev.colophon.publishapi.webhook.delivery;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records what an attempt has come to, if the delivery is still the one who made it. */
@Service
class RecordVerdict {

    private static final Logger log = LoggerFactory.getLogger(RecordVerdict.class);

    private static final String GONE = "WEBHOOK_GONE";

    private final Deliveries deliveries;

    RecordVerdict(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Transactional
    public Outcome record(DueDelivery delivery, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered(var status) ->
                deliveries.settle(delivery, "delivered", status, null) ? Outcome.DELIVERED : Outcome.LEASE_LOST;
            case Verdict.Gone(var status) -> gone(delivery, status);
            case Verdict.Failed failed -> postpone(delivery, failed);
        };
    }

    private Outcome postpone(DueDelivery delivery, Verdict.Failed failed) {
        return deliveries.postpone(delivery, failed).stream()
                .findFirst()
                .map(state -> state.equals("pending") ? Outcome.POSTPONED : Outcome.EXHAUSTED)
                .orElse(Outcome.LEASE_LOST);
    }

    /** Of an address that its client has replaced meanwhile it says nothing of the new one: that is where it goes next, now. */
    private Outcome gone(DueDelivery delivery, int status) {
        if (deliveries.isToGoElsewhere(delivery)) {
            return postpone(delivery, new Verdict.Failed(GONE, status, Duration.ZERO));
        }
        if (!deliveries.settle(delivery, "exhausted", status, GONE)) {
            return Outcome.LEASE_LOST;
        }
        if (deliveries.disable(delivery.webhook())) {
            log.warn(
                    "WEBHOOK_GONE: webhook {} answered 410 and is disabled; nothing is delivered to it until its client enables it.",
                    delivery.webhook());
        }
        return Outcome.GONE;
    }

    /** What a verdict has made of a delivery. */
    enum Outcome {
        DELIVERED,
        POSTPONED,
        EXHAUSTED,
        GONE,
        /** Another worker has it by now, or its webhook is gone: nothing was recorded. */
        LEASE_LOST
    }
}
