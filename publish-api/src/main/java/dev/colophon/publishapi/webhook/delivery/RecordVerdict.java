package dev.colophon.publishapi.webhook.delivery;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records what an attempt has come to, if the delivery is still the one who made it. */
@Service
class RecordVerdict {

    private static final Logger log = LoggerFactory.getLogger(RecordVerdict.class);

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
            case Verdict.Failed failed ->
                deliveries.postpone(delivery, failed).stream()
                        .findFirst()
                        .map(state -> state.equals("pending") ? Outcome.POSTPONED : Outcome.EXHAUSTED)
                        .orElse(Outcome.LEASE_LOST);
        };
    }

    private Outcome gone(DueDelivery delivery, int status) {
        if (!deliveries.settle(delivery, "exhausted", status, "WEBHOOK_GONE")) {
            return Outcome.LEASE_LOST;
        }
        if (deliveries.disable(delivery)) {
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
