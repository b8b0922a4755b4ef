package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.problem.Findings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/webhooks} and of {@code PATCH /v1/webhooks/{id}}, where what is left out stays as it is. */
record WebhookRequest(
        @Nullable String url,
        @Nullable List<@Nullable String> eventTypes,
        @Nullable String state) {

    private static final int MAX_LENGTH = 1000;

    /** A new webhook; 422 naming everything that is wrong. */
    Settings checkNew(Destinations destinations) {
        var findings = new Findings();
        if (url == null) {
            findings.add("/url", "MISSING", "The address is missing.", "Send one such as https://news.example/hook.");
        }
        if (state != null) {
            findings.add("/state", "NOT_YET", "A new webhook is active.", "Leave it out, and disable it later.");
        }
        var checked = check(destinations, findings);
        findings.refuseIfAny();
        if (checked.url() == null) {
            throw new AssertionError("found above");
        }
        return new Settings(
                checked.url(), checked.eventTypes() == null ? List.of() : checked.eventTypes(), WebhookState.ACTIVE);
    }

    /** What a change makes of a webhook; 422 naming everything that is wrong. */
    Settings checkChange(Webhook current, Destinations destinations) {
        var findings = new Findings();
        var checked = check(destinations, findings);
        var wanted = state == null ? current.state() : stateOf(state, findings);
        findings.refuseIfAny();
        return new Settings(
                checked.url() == null ? current.url() : checked.url(),
                checked.eventTypes() == null ? current.eventTypes() : checked.eventTypes(),
                wanted);
    }

    private static WebhookState stateOf(String text, Findings findings) {
        return WebhookState.of(text).orElseGet(() -> {
            findings.add("/state", "UNKNOWN_STATE", "No such state exists.", "Send active or disabled.");
            return WebhookState.ACTIVE;
        });
    }

    private Checked check(Destinations destinations, Findings findings) {
        return new Checked(
                url == null ? null : address(url, destinations, findings),
                eventTypes == null ? null : types(eventTypes, findings));
    }

    private static @Nullable URI address(String text, Destinations destinations, Findings findings) {
        var objection = "It is not a URL of up to " + MAX_LENGTH + " characters.";
        if (text.length() <= MAX_LENGTH) {
            try {
                var parsed = new URI(withSmallScheme(text));
                var found = destinations.objectionTo(parsed);
                if (found.isEmpty()) {
                    return parsed;
                }
                objection = found.get();
            } catch (URISyntaxException _) {
                // Said below: the cause would quote the address.
            }
        }
        findings.add(
                "/url",
                "INVALID_URL",
                "The address cannot be used. " + objection,
                "Send one such as https://news.example/hook, at port 443 or 8443 of a public host; hosts that are exempt "
                        + "are named in COLOPHON_WEBHOOK_HOSTS.");
        return null;
    }

    /** A scheme is one in any letters; we keep those that the database and a receiver's log know. */
    private static String withSmallScheme(String text) {
        var end = Math.max(text.indexOf(':'), 0);
        return text.substring(0, end).toLowerCase(Locale.ROOT) + text.substring(end);
    }

    private static List<String> types(List<@Nullable String> asked, Findings findings) {
        var known = EventType.all();
        for (var index = 0; index < asked.size(); index++) {
            if (!known.contains(String.valueOf(asked.get(index)))) {
                findings.add(
                        "/eventTypes/" + index,
                        "UNKNOWN_EVENT_TYPE",
                        "No such event is told.",
                        "Send one of " + String.join(", ", known) + "; an empty list asks for all.");
            }
        }
        return asked.stream().map(String::valueOf).distinct().toList();
    }

    private record Checked(@Nullable URI url, @Nullable List<String> eventTypes) {}

    /** How a webhook is wanted. */
    record Settings(URI url, List<String> eventTypes, WebhookState state) {

        @Override
        public String toString() {
            return "Settings[" + state + "]";
        }
    }
}
