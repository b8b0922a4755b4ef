package dev.colophon.local.rehearse;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.PublishApi;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A test story that is published, looked at and withdrawn again. What each step must yield is asked for: its event, the post's id and
 * address, the page itself. It is one story for ever, so one post at the site, and between two rehearsals that is a draft.
 */
public final class Rehearsal {

    private static final String STORY = "rehearsal";
    private static final Set<String> BAD_ENDS = Set.of("failed", "parked", "cancelled", "removed");
    private static final int PAGE = 500;
    private static final int PAGES_MAX = 200;

    private final PublishApi api;
    private final String site;
    private final InstantSource clock;
    private final Pause pause;
    private final Duration within;

    /** How it waits: for real, or by a clock that a test drives. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** @param within for the whole way, both ways */
    public Rehearsal(PublishApi api, String site, InstantSource clock, Pause pause, Duration within) {
        this.api = api;
        this.site = site;
        this.clock = clock;
        this.pause = pause;
        this.within = within;
    }

    /**
     * Walks the road once.
     *
     * @throws RoadBrokenException says what was not as it should be, in words for an operator
     */
    public void walk() throws RoadBrokenException, InterruptedException {
        var began = clock.instant();
        var attempts = new Attempts(clock, pause, began.plus(within));
        var words = "Rehearsed at " + began.toEpochMilli();
        var accepted = attempts.ask(
                "the job was not accepted", () -> api.publish(story(words), "rehearsal-" + began.toEpochMilli()));
        var publication = accepted.text("publicationId");
        var published = followed(attempts, publication, revision(accepted), "published");
        requireAPost(published);
        // Requests and receipts are projected side by side: the request's event may come after the end is known.
        attempts.until(() -> missingStep(attempts, publication, revision(accepted)));
        attempts.until(() -> missingHop(attempts, publication));
        var address = published.text("externalUrl");
        try (var page = new Page()) {
            attempts.until(() ->
                    page.shows(words, address) ? "" : "the page " + address + " does not show what was published");
            withdraw(attempts, publication, began.toEpochMilli());
            attempts.until(
                    () -> page.shows(words, address) ? "the page " + address + " still shows what was withdrawn" : "");
        }
    }

    private void withdraw(Attempts attempts, String publication, long run)
            throws RoadBrokenException, InterruptedException {
        var taken = attempts.ask(
                "the withdrawal was not accepted",
                () -> api.command(publication, "unpublish", "rehearsal-back-" + run));
        followed(attempts, publication, revision(taken), "unpublished");
    }

    private Answer followed(Attempts attempts, String publication, long revision, String wanted)
            throws RoadBrokenException, InterruptedException {
        var seen = new ArrayList<Answer>();
        attempts.until(() -> {
            var look = attempts.ask("the status cannot be read", () -> api.publication(publication));
            seen.add(look);
            if (isOf(look, revision, wanted)) {
                return "";
            }
            if (look.body().path("requestedRevision").asLong() == revision && BAD_ENDS.contains(state(look))) {
                throw new RoadBrokenException(
                        "instead of %s it is %s: %s".formatted(wanted, state(look), reason(look)));
            }
            return "instead of %s it is still %s: %s".formatted(wanted, state(look), reason(look));
        });
        return seen.getLast();
    }

    private static boolean isOf(Answer look, long revision, String wanted) {
        return look.text("status").equals(wanted)
                && look.text("updateStatus").isEmpty()
                && look.body().path("requestedRevision").asLong() == revision
                && (!wanted.equals("published")
                        || look.body().path("publishedRevision").asLong() == revision);
    }

    /** Of an update that stands beside what is published, the update's. */
    private static String state(Answer look) {
        return look.text("updateStatus").isEmpty() ? look.text("status") : look.text("updateStatus");
    }

    private static String reason(Answer look) {
        var reason = look.body().path("reason");
        return reason.isObject()
                ? reason.path("code").asString("") + " " + reason.path("detail").asString("")
                : "no reason is told";
    }

    private static void requireAPost(Answer published) throws RoadBrokenException {
        require(!published.text("externalId").isEmpty(), "published without the post's id");
        require(!published.text("externalUrl").isEmpty(), "published without the post's address");
    }

    private String missingStep(Attempts attempts, String publication, long revision)
            throws RoadBrokenException, InterruptedException {
        var all = timeline(attempts, publication);
        var ofThisTime = all.stream()
                .filter(event -> event.path("revision").asLong(0) == revision)
                .toList();
        var kinds =
                ofThisTime.stream().map(event -> event.path("kind").asString()).collect(Collectors.toSet());
        require(
                ofThisTime.stream()
                        .allMatch(event -> event.path("valid").asBoolean(false)
                                && event.path("conflict").isNull()),
                "an event of the timeline is in conflict or was declared invalid");
        for (var step : List.of("requested", "claimed", "published")) {
            if (!kinds.contains(step)) {
                return "the timeline has no step '" + step + "'";
            }
        }
        var reserved =
                all.stream().anyMatch(event -> event.path("kind").asString().equals("reserved"));
        return reserved ? "" : "the timeline has no step 'reserved'";
    }

    private String missingHop(Attempts attempts, String publication) throws RoadBrokenException, InterruptedException {
        var explanation = attempts.ask(
                "the explanation cannot be read", () -> api.get("/v1/publications/" + publication + "/explanation"));
        var open = explanation
                .body()
                .path("trail")
                .valueStream()
                .filter(hop -> hop.path("at").isNull())
                .map(hop -> hop.path("hop").asString())
                .toList();
        return open.isEmpty() ? "" : "no time is known of " + String.join(", ", open);
    }

    private List<JsonNode> timeline(Attempts attempts, String publication)
            throws RoadBrokenException, InterruptedException {
        var events = new ArrayList<JsonNode>();
        for (var page = 0; page < PAGES_MAX; page++) {
            var path = "/v1/publications/%s/timeline?limit=%d&after=%d".formatted(publication, PAGE, events.size());
            var found = attempts.ask("the timeline cannot be read", () -> api.get(path))
                    .body()
                    .path("events");
            found.forEach(events::add);
            if (found.size() < PAGE) {
                break;
            }
        }
        return events;
    }

    private JsonNode story(String words) {
        var story = JsonMapper.shared()
                .createObjectNode()
                .put("storyKey", STORY)
                .put("site", site)
                .put("placement", "post");
        story.putObject("content").put("title", "A rehearsal").put("html", "<p>" + words + "</p>");
        return story;
    }

    /** 202 tells the revision that was made; 200 is a repeat of the newest one. */
    private static long revision(Answer accepted) {
        return Math.max(
                accepted.body().path("revision").asLong(0),
                accepted.body().path("requestedRevision").asLong(0));
    }

    private static void require(boolean isSo, String what) throws RoadBrokenException {
        if (!isSo) {
            throw new RoadBrokenException(what);
        }
    }
}
