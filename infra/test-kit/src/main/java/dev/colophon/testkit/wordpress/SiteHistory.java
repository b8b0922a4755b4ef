package dev.colophon.testkit.wordpress;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened at the fake since it started: nothing is ever taken out, so that a test can judge by it. */
final class SiteHistory {

    private final InstantSource clock;
    private final Site site;
    private final List<PublicPost> everPublic = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final List<RecordedRequest> requests = new ArrayList<>();

    SiteHistory(InstantSource clock, Site site) {
        this.clock = clock;
        this.site = site;
    }

    /** A row changed, from what (null if it is new) to what. */
    synchronized void stored(@Nullable Post before, Post now) {
        boolean wasPublic = before != null && before.status() == PostStatus.PUBLISH;
        if (now.status() == PostStatus.PUBLISH && !wasPublic) {
            everPublic.add(site.asPublic(now, clock.instant()));
        }
    }

    synchronized void transition(Post post, String from) {
        transitions.add(new Transition(
                post.id(), post.type().code(), post.slug(), from, post.status().code(), clock.instant()));
    }

    synchronized void request(RecordedRequest request) {
        requests.add(request);
    }

    synchronized List<PublicPost> everPublic() {
        return List.copyOf(everPublic);
    }

    synchronized List<Transition> transitions(long post) {
        return transitions.stream().filter(one -> one.post() == post).toList();
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized void clear() {
        everPublic.clear();
        transitions.clear();
        requests.clear();
    }
}
