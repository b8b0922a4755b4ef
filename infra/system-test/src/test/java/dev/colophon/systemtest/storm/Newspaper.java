package dev.colophon.systemtest.storm;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The upstream service: asks for story after story, and later to update, unpublish or cancel some, through the public door. What is not
 * answered is asked again under the same key; only what was accepted counts.
 */
final class Newspaper implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PublishApi api;
    private final Instant farAway = Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.SECONDS);
    private final Map<Integer, Accepted> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger tooEarly = new AtomicInteger();
    private volatile boolean enough;

    /** The last thing that was accepted of a story. */
    record Accepted(int story, UUID publication, int edition, Errand errand) {}

    private record Wish(int story, int edition, Errand errand) {

        String key() {
            return "storm-%d-%d".formatted(story, edition);
        }
    }

    Newspaper(URI address, String key) {
        this.api = new PublishApi(address, key);
    }

    /** Asks for all stories of the plan, spread over the time given, or until it is enough; later wishes follow some stories behind. */
    void publish(StormPlan plan, Duration time) {
        Deque<Deque<Wish>> later = new ArrayDeque<>();
        int all = plan.stories().stream()
                .mapToInt(story -> story.errands().size())
                .sum();
        Duration pause = time.dividedBy(Math.max(1, all));
        for (var story : plan.stories()) {
            if (enough) {
                break;
            }
            Deque<Wish> wishes = wishesFor(story);
            ask(wishes.removeFirst(), pause);
            later.add(wishes);
            if (later.size() > 4) {
                next(later, pause);
            }
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!later.isEmpty()) {
            next(later, pause);
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("not taken within %s: %s".formatted(PATIENCE, later));
            }
        }
    }

    /** Asks for one story beside the plan. */
    Accepted publish(int story) {
        ask(new Wish(story, 1, Errand.PUBLISH), Duration.ZERO);
        return Objects.requireNonNull(accepted.get(story));
    }

    /** No further story is begun; what is still wanted of the others is asked. */
    void enough() {
        enough = true;
    }

    private static Deque<Wish> wishesFor(StormPlan.Wishes story) {
        Deque<Wish> wishes = new ArrayDeque<>();
        for (Errand errand : story.errands()) {
            wishes.add(new Wish(story.story(), wishes.size() + 1, errand));
        }
        return wishes;
    }

    /** The next wish of the story whose turn it is; one that the door has to refuse as yet is asked again in its next turn. */
    private void next(Deque<Deque<Wish>> later, Duration pause) {
        Deque<Wish> story = later.removeFirst();
        if (story.isEmpty()) {
            return;
        }
        if (ask(story.getFirst(), pause)) {
            story.removeFirst();
        }
        later.addLast(story);
    }

    Collection<Accepted> accepted() {
        return accepted.values();
    }

    int jobs() {
        return jobs.get();
    }

    /** How often the door said that it did not know yet that the story is public. */
    int tooEarly() {
        return tooEarly.get();
    }

    int unanswered() {
        return unanswered.get();
    }

    static String title(int story) {
        return "Storm story " + story;
    }

    static String html(int story, int edition) {
        return "<p>Edition %d of story %d.</p>".formatted(edition, story);
    }

    /** @return whether it was taken; false if the story must first be known to be public */
    private boolean ask(Wish wish, Duration pause) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Answer answer = send(wish);
                if (answer.isSuccess()) {
                    UUID publication = UUID.fromString(answer.text("publicationId"));
                    accepted.put(wish.story(), new Accepted(wish.story(), publication, wish.edition(), wish.errand()));
                    jobs.incrementAndGet();
                    LockSupport.parkNanos(pause.toNanos());
                    return true;
                }
                if (answer.text("code").equals("NOT_PUBLISHED")) {
                    tooEarly.incrementAndGet();
                    LockSupport.parkNanos(AGAIN.toNanos());
                    return false;
                }
                if (!answer.isPassing()) {
                    throw new IllegalStateException("publish-api refused a story: " + answer.problem());
                }
            } catch (ApiUnreachable silence) {
                // it may have been accepted: the same key finds out
            }
            unanswered.incrementAndGet();
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("publish-api did not take a story within " + PATIENCE);
            }
            LockSupport.parkNanos(AGAIN.toNanos());
        }
    }

    private Answer send(Wish wish) throws ApiUnreachable {
        String command = wish.errand().command();
        if (command == null) {
            return api.publish(job(wish), wish.key());
        }
        UUID publication = Objects.requireNonNull(accepted.get(wish.story())).publication();
        return api.command(publication.toString(), command, wish.key());
    }

    private ObjectNode job(Wish wish) {
        ObjectNode job = JsonMapper.shared().createObjectNode();
        job.put("storyKey", "storm-" + wish.story()).put("site", Storm.SITE).put("placement", "post");
        if (wish.errand() == Errand.SCHEDULE) {
            job.put("publishAt", farAway.toString());
        }
        job.putObject("content")
                .put("title", title(wish.story()))
                .put("html", html(wish.story(), wish.edition()))
                .put("slug", "storm-" + wish.story())
                .put("visibility", wish.errand() == Errand.WITHDRAW ? "draft" : "public")
                .putArray("tags")
                .add("storm");
        return job;
    }

    @Override
    public void close() {
        api.close();
    }
}
