package dev.colophon.systemtest.road;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.rehearse.Rehearsal;
import dev.colophon.local.rehearse.RoadBrokenException;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.RunningPipeline;
import dev.colophon.systemtest.pipeline.RunningPipelineExtension;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.PublicPost;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S3-25: what a scheduler walks once a day, walked on the running services. */
@ExtendWith(RunningPipelineExtension.class)
final class RehearsalIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RunningPipeline running;

    RehearsalIT(RunningPipeline running) {
        this.running = running;
    }

    @Test
    void the_road_is_walked_day_after_day_with_one_post_that_is_a_draft_in_between() throws Exception {
        var before = running.wordpress().everPublic().size();
        try (var door = door("rehearsals")) {
            rehearsal(door, "rehearsals", InstantSource.system()).walk();
            rehearsal(door, "rehearsals", InstantSource.system()).walk();
        }

        // Stories of other tests may still be on their way to the same site.
        var made = running.wordpress().everPublic().stream()
                .skip(before)
                .filter(post -> post.title().equals("A rehearsal"))
                .map(PublicPost::id)
                .distinct()
                .toList();
        assertThat(made).hasSize(1);
        assertThat(posts(made)).singleElement().returns(false, SitePost::isPublic);
    }

    @Test
    void a_road_that_is_cut_is_told_with_the_place() throws Exception {
        var away = running.wordpress()
                .script()
                .onNext(request ->
                        request.method().equals("POST") && request.route().equals("/wp/v2/posts"))
                .always()
                .then(Fault.status(503));
        // The time is up as soon as the fault has struck, however slow the machine.
        InstantSource clock =
                () -> away.fired() > 0 ? Instant.now().plus(PATIENCE).plus(PATIENCE) : Instant.now();
        try (var door = door("rehearsals-cut")) {
            assertThatThrownBy(() -> rehearsal(door, "rehearsals-cut", clock).walk())
                    .isInstanceOf(RoadBrokenException.class)
                    .hasMessageContaining("the time is up, and instead of published it is still ");
        } finally {
            running.wordpress().script().clear();
        }

        assertThat(away.fired()).isPositive();
    }

    private PublishApi door(String name) throws Exception {
        return new PublishApi(PublishApi.local(running.pipeline().apiPort()), running.register(name, 2));
    }

    private static Rehearsal rehearsal(PublishApi door, String site, InstantSource clock) {
        return new Rehearsal(door, site, clock, Thread::sleep, PATIENCE);
    }

    private List<SitePost> posts(List<Long> ids) {
        return new SiteList(running.wordpress().url(), running.wordpress().editor())
                .posts().stream().filter(post -> ids.contains(post.id())).toList();
    }
}
