package dev.colophon.statusprojector.rebuild;

import static dev.colophon.statusprojector.rebuild.IncidentThree.FAULTY;
import static dev.colophon.statusprojector.rebuild.IncidentThree.FAULTY_BUILD;
import static dev.colophon.statusprojector.rebuild.IncidentThree.INVALID_EVENTS;
import static dev.colophon.statusprojector.rebuild.IncidentThree.IN_SCOPE;
import static dev.colophon.statusprojector.rebuild.IncidentThree.MISROUTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.statusprojector.invalidate.DecideOnEvents;
import dev.colophon.statusprojector.invalidate.Decision;
import dev.colophon.statusprojector.invalidate.Impact;
import dev.colophon.statusprojector.invalidate.PreviewImpact;
import dev.colophon.statusprojector.project.ProjectEvents;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Incident 3 at its own size: of 2,089 publications a faulty build carried 2,034 on to steps that had no right to be taken, by 5,750
 * receipts. They are invalidated by what they have in common; the step before them, which was right, stays.
 */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.kafka.listener.auto-startup=false", "COLOPHON_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1"})
class IncidentThreeTest {

    private static final Logger LOG = LoggerFactory.getLogger(IncidentThreeTest.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ProjectEvents projectEvents;
    private final PreviewImpact preview;
    private final DecideOnEvents decide;
    private final RebuildProjection rebuilds;
    private final PostgresServer postgres;
    private final JdbcTemplate service;

    IncidentThreeTest(
            @Autowired ProjectEvents projectEvents,
            @Autowired PreviewImpact preview,
            @Autowired DecideOnEvents decide,
            @Autowired RebuildProjection rebuilds,
            @Autowired JdbcTemplate service,
            PostgresServer postgres) {
        this.projectEvents = projectEvents;
        this.preview = preview;
        this.decide = decide;
        this.rebuilds = rebuilds;
        this.service = service;
        this.postgres = postgres;
    }

    @BeforeEach
    void the_faulty_build_has_been_at_work() {
        postgres.clear("status_projector");
        IncidentThree.happen(projectEvents);
    }

    @Test
    void what_was_misrouted_is_undone_what_was_right_stays_and_the_rest_is_untouched() {
        var before = statuses();
        var untouched = untouched();
        var begun = System.nanoTime();

        var impact = preview.ofInvalidating(FAULTY_BUILD);
        var judged = decide.invalidate(FAULTY_BUILD, decision("steps skipped by build " + FAULTY, impact));
        var check = rebuild();
        var seconds = (System.nanoTime() - begun) / 1e9;
        LOG.warn(
                "Incident 3: {} events of {} publications previewed, invalidated, folded anew and rebuilt in {} s",
                impact.events(),
                impact.publications(),
                "%.2f".formatted(seconds));

        assertThat(impact.events()).isEqualTo(INVALID_EVENTS);
        assertThat(impact.publications()).isEqualTo(MISROUTED);
        assertThat(impact.statusChanges())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "deferred -> publishing", 1_979,
                        "unconfirmed -> publishing", 34,
                        "parked -> publishing", 17,
                        "published -> publishing", 4));
        assertThat(judged.corrected()).isEqualTo(MISROUTED);
        assertThat(judged.announced()).isEqualTo(MISROUTED);
        assertThat(service.queryForObject("""
                        SELECT count(*) FROM valid_event t JOIN publication_status s USING (publication_id)
                        WHERE t.kind = 'claimed' AND s.status = 'publishing'
                        """, Long.class))
                .as("the step that was right")
                .isEqualTo(MISROUTED);
        assertThat(untouched()).as("the other 55").isEqualTo(untouched);
        assertThat(check.state()).isEqualTo("done");
        assertThat(check.swapped() + check.announced()).isZero();

        var after = statuses();
        var outbox = outbox();
        assertThat(rebuild().swapped()).as("a second run").isZero();
        assertThat(statuses()).isEqualTo(after);
        assertThat(outbox()).isEqualTo(outbox);

        var back = preview.ofReinstating(judged.decision().id());
        assertThat(back.events()).isEqualTo(INVALID_EVENTS);
        decide.reinstate(judged.decision().id(), decision("the build was right", back));
        assertThat(statuses()).as("undone").isEqualTo(before);
    }

    private static Decision decision(String reason, Impact seen) {
        return new Decision(UUID.randomUUID(), reason, "ada", seen.fingerprint());
    }

    private Rebuild rebuild() {
        var site = service.queryForObject("SELECT DISTINCT site_id FROM publication_status", UUID.class);
        var id = UUID.randomUUID();
        rebuilds.start(id, new RebuildSelection(null, site, null, null, null), false, "incident 3", "ada");
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !rebuilds.one(id).isRunning() && !rebuilds.isWorkedOn());
        assertThat(rebuilds.one(id).publications()).isEqualTo(IN_SCOPE);
        assertThat(rebuilds.differences(id, Optional.empty(), 10)).isEmpty();
        return rebuilds.one(id);
    }

    private List<String> statuses() {
        return service.queryForList(
                "SELECT (to_jsonb(s) - 'updated_at')::text FROM publication_status s ORDER BY publication_id",
                String.class);
    }

    private List<String> untouched() {
        return service.queryForList("""
                SELECT to_jsonb(s)::text || to_jsonb(t)::text FROM publication_status s JOIN publication_stream t USING (publication_id)
                WHERE NOT EXISTS (SELECT FROM publication_event e WHERE e.publication_id = s.publication_id AND e.build = '%s')
                ORDER BY publication_id
                """.formatted(FAULTY), String.class);
    }

    private List<String> outbox() {
        return service.queryForList("SELECT id::text FROM outbox ORDER BY id", String.class);
    }
}
