package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitPolicyTest {

    private static final CircuitPolicy POLICY =
            new CircuitPolicy(3, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofHours(1));
    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final Problem DOWN = new Problem("WP_UNREACHABLE", "no", null);
    private static final PublicationId ONE = new PublicationId(new UUID(0, 1));
    private static final PublicationId OTHER = new PublicationId(new UUID(0, 2));

    @Test
    void a_run_of_failures_opens_it_and_one_answer_ends_the_run() {
        Circuit circuit = failed(failed(Circuit.Closed.calm()));
        assertThat(circuit).isEqualTo(new Circuit.Closed(2, ONE));

        assertThat(failed(circuit)).isEqualTo(new Circuit.Open(NOW, NOW.plusSeconds(30), 1, DOWN));
        assertThat(POLICY.after(circuit, new SiteSign.Answers(), OTHER, NOW)).isEqualTo(Circuit.Closed.calm());
    }

    @Test
    void one_story_that_breaks_its_site_again_and_again_is_counted_once() {
        var perhaps = new SiteSign.Fails(DOWN, null, true);
        Circuit circuit = Circuit.Closed.calm();
        for (int i = 0; i < 100; i++) {
            circuit = POLICY.after(circuit, perhaps, ONE, NOW);
        }

        assertThat(circuit).isEqualTo(new Circuit.Closed(1, ONE));
        circuit = POLICY.after(POLICY.after(circuit, perhaps, OTHER, NOW), perhaps, ONE, NOW);
        assertThat(circuit).isInstanceOf(Circuit.Open.class);
    }

    @Test
    void what_was_under_way_when_it_opened_changes_nothing_unless_the_site_answers() {
        var open = new Circuit.Open(NOW, NOW.plusSeconds(30), 1, DOWN);

        assertThat(failed(open)).isEqualTo(open);
        assertThat(POLICY.after(open, new SiteSign.Answers(), ONE, NOW)).isEqualTo(Circuit.Closed.calm());
    }

    @Test
    void only_the_probe_opens_it_again_and_each_time_for_longer_up_to_a_bound() {
        Circuit circuit = new Circuit.Open(NOW, NOW.plusSeconds(30), 1, DOWN);
        for (long pause : new long[] {60, 120, 240, 480, 600, 600}) {
            circuit = POLICY.probed(circuit, ONE, NOW.plusSeconds(90));
            assertThat(POLICY.after(circuit, new SiteSign.Fails(DOWN, null, false), OTHER, NOW))
                    .isEqualTo(circuit);
            circuit = failed(circuit);
            assertThat(circuit)
                    .isInstanceOfSatisfying(
                            Circuit.Open.class, open -> assertThat(open.until()).isEqualTo(NOW.plusSeconds(pause)));
        }
        circuit = POLICY.probed(circuit, ONE, NOW.plusSeconds(90));
        assertThat(POLICY.after(circuit, new SiteSign.Answers(), ONE, NOW)).isEqualTo(Circuit.Closed.calm());
    }

    @Test
    void a_probe_that_is_not_heard_of_gives_way_to_another() {
        var first = POLICY.probed(new Circuit.Open(NOW, NOW, 4, DOWN), ONE, NOW.plusSeconds(90));
        var second = POLICY.probed(first, OTHER, NOW.plusSeconds(200));

        assertThat(second).isEqualTo(new Circuit.HalfOpen(NOW, NOW.plusSeconds(200), 4, DOWN, OTHER));
        assertThat(failed(second)).isEqualTo(second); // the first one's word counts no more
    }

    @Test
    void a_probe_that_never_spoke_to_the_site_proves_nothing() {
        var probing = POLICY.probed(new Circuit.Open(NOW, NOW, 4, DOWN), ONE, NOW.plusSeconds(90));

        assertThat(POLICY.after(probing, new SiteSign.Nothing(), ONE, NOW))
                .isEqualTo(new Circuit.Open(NOW, NOW.plusSeconds(30), 4, DOWN));
    }

    @Test
    void retry_after_is_honoured_and_capped() {
        assertThat(opened(Duration.ofMinutes(20)).until()).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        assertThat(opened(Duration.ofDays(400)).until()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(opened(Duration.ofSeconds(1)).until()).isEqualTo(NOW.plusSeconds(30));
        assertThat(opened(null).until()).isEqualTo(NOW.plusSeconds(30));
    }

    static Stream<WordPressFailure> noFaultOfTheSites() {
        return Stream.of(
                new WordPressFailure.Permanent(DOWN),
                new WordPressFailure.CredentialsLost(DOWN),
                new WordPressFailure.Missing(DOWN),
                new WordPressFailure.NotApplied(DOWN),
                new WordPressFailure.NotSent(new Problem("VISIT_OVERRUN", "late", null)),
                new WordPressFailure.Retryable(new Problem("WP_TERM_BEING_MADE", "by another story", null), null),
                new WordPressFailure.Retryable(new Problem("MEDIA_BEING_UPLOADED", "by another story", null), null),
                new WordPressFailure.SiteFault(new Problem("WP_ADDRESS_REFUSED", "http", null)));
    }

    @ParameterizedTest
    @MethodSource("noFaultOfTheSites")
    void what_a_story_or_our_credentials_bring_about_never_opens_it(WordPressFailure failure) {
        Circuit circuit = new Circuit.Closed(2, ONE);
        for (int i = 0; i < 10; i++) {
            circuit = POLICY.after(circuit, SiteSign.of(failure), OTHER, NOW);
        }

        assertThat(circuit).isInstanceOf(Circuit.Closed.class);
    }

    private static Circuit failed(Circuit circuit) {
        return POLICY.after(circuit, new SiteSign.Fails(DOWN, null, false), ONE, NOW);
    }

    private static Circuit.Open opened(@Nullable Duration retryAfter) {
        var sign = new SiteSign.Fails(DOWN, retryAfter, false);
        return (Circuit.Open) POLICY.after(new Circuit.Closed(2, ONE), sign, ONE, NOW);
    }
}
