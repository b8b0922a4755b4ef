package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.PublicPost;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A simulated WordPress of its own for one cell. Its history judges: it forgets nothing. */
final class SimulatedSite implements MatrixSite {

    private final FakeWordPress wordpress = FakeWordPress.start();

    SimulatedSite(Road road) {
        wordpress.companion(road == Road.KEYED);
    }

    @Override
    public URI url() {
        return wordpress.url();
    }

    @Override
    public WordPressUnderTest itself() {
        return wordpress;
    }

    @Override
    public BooleanSupplier answerOnce(Predicate<RecordedRequest> request, SiteAnswer answer, Gate gate) {
        Fault fault = answer.fault(gate).orElse(null);
        if (fault == null) {
            return () -> true; // the ordinary answer is the site's own
        }
        wordpress.script().onNext(request).then(fault);
        return () -> fault.fired() == 1;
    }

    /** A fault here is the answer: it was met as soon as it was given. */
    @Override
    public boolean hasFailedAsAsked() {
        return true;
    }

    @Override
    public int requestsUnderWay() {
        return wordpress.requestsUnderWay();
    }

    @Override
    public List<StoredPost> postsOf(UUID publication) {
        return wordpress.posts().stream()
                .filter(post -> post.content().contains("colophon:" + publication))
                .toList();
    }

    @Override
    public Set<Long> everPublic(List<StoredPost> posts) {
        var ids = posts.stream().map(StoredPost::id).collect(Collectors.toSet());
        return wordpress.everPublic().stream()
                .map(PublicPost::id)
                .filter(ids::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        wordpress.close();
    }
}
