package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.Addresses;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/webhooks}, as it came. */
record WebhookBody(@Nullable String url) {

    /** The address; 422 if it is none that we let ourselves be sent to. */
    URI check(Addresses addresses) {
        var findings = new Findings();
        try {
            if (url != null) {
                return addresses.checked(url);
            }
            findings.add(
                    "/url", "MISSING", "The address is missing.", "Send it, such as https://news.example/colophon.");
        } catch (IllegalArgumentException fault) {
            findings.add(
                    "/url",
                    "INVALID_URL",
                    "The address cannot be used. " + fault.getMessage(),
                    "Send one such as https://news.example/colophon, without user, query or fragment.");
        }
        findings.refuseIfAny();
        throw new AssertionError("found above");
    }
}
