package dev.colophon.publishapi.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.site.Placement;
import dev.colophon.publishapi.site.SiteKey;
import dev.colophon.publishapi.story.StoryKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");

    @Test
    void only_a_moment_to_come_is_waited_for() {
        assertThat(asked(NOW.plusNanos(1000)).dueAfter(NOW)).isEqualTo(NOW.plusNanos(1000));
        assertThat(asked(NOW).dueAfter(NOW)).isNull();
        assertThat(asked(NOW.minusSeconds(1)).dueAfter(NOW)).isNull();
        assertThat(asked(null).dueAfter(NOW)).isNull();
    }

    private static Submission asked(@Nullable Instant publishAt) {
        return new Submission(new StoryKey("k"), new SiteKey("news"), Placement.POST, publishAt, Map.of());
    }
}
