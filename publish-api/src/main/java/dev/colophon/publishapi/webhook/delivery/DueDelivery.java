package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.WebhookId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that is one worker's until its lease ends.
 *
 * @param token of this claim: what becomes of it is recorded only while no later claim was made
 * @param attempts with this one
 * @param url as it is stored, which may be no address: a claim of many breaks at none of them
 */
record DueDelivery(
        UUID id,
        WebhookId webhook,
        UUID event,
        long token,
        int attempts,
        String body,
        String url,
        SealedSecret secret,
        @Nullable SealedSecret formerSecret) {

    @Override
    public String toString() {
        return "delivery " + id + " of event " + event + " to webhook " + webhook + ", attempt " + attempts;
    }
}
