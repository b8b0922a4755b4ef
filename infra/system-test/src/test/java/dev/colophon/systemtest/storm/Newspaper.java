package dev.colophon.systemtest.storm;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The upstream service: asks for story after story, and later for updates and withdrawals, through the public door. What is not
 * answered is asked again under the same key; only what was accepted counts.
 */
final class Newspaper implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final PublishApi api;
    private final Map<Integer, Accepted> accepted = new ConcurrentHashMap<>();
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    /** The last thing that was accepted of a story. */
    record Accepted(int story, UUID publication, int edition, boolean open) {}

    private record Wish(int story, int edition, boolean open) {}

    Newspaper(URI address, String key) {
        this.api = new PublishApi(address, key);
    }

    /** Asks for all stories of the plan, spread over the time given; later wishes follow some stories behind. */
    void publish(StormPlan plan, Duration time) {
        Deque<Wish> later = new ArrayDeque<>();
        int all = plan.stories().stream()
                .mapToInt(story -> 1 + story.later().size())
                .sum();
        Duration pause = time.dividedBy(Math.max(1, all));
        for (var story : plan.stories()) {
            ask(new Wish(story.story(), 1, true), pause);
            int edition = 1;
            for (boolean open : story.later()) {
                later.add(new Wish(story.story(), ++edition, open));
            }
            if (later.size() > 4) {
                ask(later.removeFirst(), pause);
            }
        }
        while (!later.isEmpty()) {
            ask(later.removeFirst(), pause);
        }
    }

    Collection<Accepted> accepted() {
        return accepted.values();
    }

    int jobs() {
        return jobs.get();
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

    private void ask(Wish wish, Duration pause) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        String key = "storm-%d-%d".formatted(wish.story(), wish.edition());
        while (true) {
            try {
                Answer answer = api.publish(job(wish), key);
                if (answer.isSuccess()) {
                    accepted.put(
                            wish.story(),
                            new Accepted(
                                    wish.story(),
                                    UUID.fromString(answer.text("publicationId")),
                                    wish.edition(),
                                    wish.open()));
                    jobs.incrementAndGet();
                    LockSupport.parkNanos(pause.toNanos());
                    return;
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

    private static ObjectNode job(Wish wish) {
        ObjectNode job = JsonMapper.shared().createObjectNode();
        job.put("storyKey", "storm-" + wish.story()).put("site", Storm.SITE).put("placement", "post");
        job.putObject("content")
                .put("title", title(wish.story()))
                .put("html", html(wish.story(), wish.edition()))
                .put("slug", "storm-" + wish.story())
                .put("visibility", wish.open() ? "public" : "draft")
                .putArray("tags")
                .add("storm");
        return job;
    }

    @Override
    public void close() {
        api.close();
    }
}
