package dev.colophon.systemtest.storm;

import dev.colophon.systemtest.guarantee.EventsTellEachOnce;
import dev.colophon.systemtest.guarantee.LedgerMatchesSite;
import dev.colophon.systemtest.guarantee.LedgerRow;
import dev.colophon.systemtest.guarantee.ReceiptsAreWhole;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The verdict when all is calm again: the site's own list against what was accepted, and what was told against both. */
final class Judgement {

    private static final String UNFINISHED = """
            SELECT publication_id FROM status_projector.publication_status
            WHERE status NOT IN ('published', 'unpublished', 'failed', 'removed', 'cancelled', 'parked')
              OR coalesce(update_status, 'parked') NOT IN ('failed', 'parked')
            """;
    private static final String ENDED_BADLY = """
            SELECT publication_id || ' is ' || status || coalesce(' (update ' || update_status || ')', '') || ': '
              || coalesce(reason_code, '') || ' ' || coalesce(reason_detail, '')
            FROM status_projector.publication_status
            WHERE NOT (status IN ('published', 'unpublished') OR (status = 'cancelled' AND publication_id IN (:cancelled)))
              OR update_status IS NOT NULL
            """;
    private static final String STATUS_AGAINST_LEDGER = """
            SELECT l.publication_id || ': status ' || coalesce(s.status, 'none') || ' ' || coalesce(s.external_id, '-')
              || ', ledger ' || coalesce(l.remote_state, 'none') || ' ' || coalesce(l.remote_id::text, '-')
            FROM wordpress_publisher.ledger l
            LEFT JOIN status_projector.publication_status s USING (publication_id)
            WHERE coalesce(l.remote_state = 'PUBLIC', false) IS DISTINCT FROM (s.status = 'published')
              OR (s.external_id IS NOT NULL AND s.external_id <> l.remote_id::text)
            """;

    private final Pipeline pipeline;
    private final Newspaper newspaper;

    Judgement(Pipeline pipeline, Newspaper newspaper) {
        this.pipeline = pipeline;
        this.newspaper = newspaper;
    }

    /** Accepted stories whose job has not ended, or whose end was not told to all; empty when all is at rest. */
    List<String> stuck() {
        JdbcClient sql = pipeline.sql();
        var ledger = LedgerRow.all(sql).stream().collect(Collectors.toMap(LedgerRow::publication, row -> row));
        var unfinished = sql.sql(UNFINISHED).query(UUID.class).list();
        var known = sql.sql("SELECT publication_id FROM status_projector.publication_status")
                .query(UUID.class)
                .set();
        var stuck = new ArrayList<String>();
        for (var story : newspaper.accepted()) {
            LedgerRow row = ledger.get(story.publication());
            if (row == null || row.revision() < story.edition()) {
                stuck.add("story %d: edition %d has not come to the ledger".formatted(story.story(), story.edition()));
            } else if (!row.atRest()) {
                stuck.add("story %d: %s, %s".formatted(story.story(), row.remoteState(), row.lastKind()));
            } else if (!known.contains(story.publication()) || unfinished.contains(story.publication())) {
                stuck.add("story %d: its status is not final".formatted(story.story()));
            }
        }
        if (stuck.isEmpty()) {
            sql.sql(STATUS_AGAINST_LEDGER).query(String.class).list().forEach(stuck::add);
        }
        if (stuck.isEmpty()) {
            // The relay sends what is told of a status after the status stands.
            stuck.addAll(unheard(events()));
        }
        return stuck;
    }

    /** Everything that is not as it must be. */
    List<String> violations(SiteList site) {
        JdbcClient sql = pipeline.sql();
        var rows = LedgerRow.all(sql);
        var posts = site.posts();
        var events = events();
        var wrong = new ArrayList<String>();
        wrong.addAll(shownAsAccepted(newspaper.accepted(), posts));
        wrong.addAll(LedgerMatchesSite.violations(rows, posts));
        wrong.addAll(ReceiptsAreWhole.violations(sql, rows));
        wrong.addAll(EventsTellEachOnce.violations(events));
        wrong.addAll(sql.sql(STATUS_AGAINST_LEDGER).query(String.class).list());
        wrong.addAll(sql.sql(ENDED_BADLY)
                .param("cancelled", cancelled())
                .query(String.class)
                .list());
        wrong.addAll(unheard(events));
        return wrong;
    }

    private List<ConsumerRecord<String, String>> events() {
        return pipeline.kafka().records("publishing.events.v1");
    }

    private List<String> unheard(List<ConsumerRecord<String, String>> events) {
        var told = EventsTellEachOnce.publications(events);
        return newspaper.accepted().stream()
                .filter(story -> !told.contains(story.publication()))
                .map(story -> "LOST story " + story.story() + ": subscribers never heard of it")
                .toList();
    }

    /** At least one, since SQL knows no empty list. */
    private List<UUID> cancelled() {
        var cancelled = new ArrayList<>(List.of(new UUID(0, 0)));
        newspaper.accepted().stream()
                .filter(story -> story.errand() == Errand.CANCEL)
                .forEach(story -> cancelled.add(story.publication()));
        return cancelled;
    }

    long strays(SiteList site) {
        return LedgerMatchesSite.strays(LedgerRow.all(pipeline.sql()), site.posts());
    }

    private static List<String> shownAsAccepted(Collection<Newspaper.Accepted> stories, List<SitePost> posts) {
        Map<UUID, List<SitePost>> open =
                posts.stream().filter(SitePost::isPublic).collect(Collectors.groupingBy(SitePost::publication));
        var wrong = new ArrayList<String>();
        for (var story : stories) {
            List<SitePost> shown = open.getOrDefault(story.publication(), List.of());
            if (story.errand().isOpen() && shown.isEmpty()) {
                wrong.add("LOST story " + story.story() + " is accepted, and not public");
            } else if (shown.size() > (story.errand().isOpen() ? 1 : 0)) {
                wrong.add("TWICE story " + story.story() + " is public as " + shown);
            } else if (story.errand().isOpen()
                    && !shown.getFirst().content().startsWith(Newspaper.html(story.story(), story.edition()))) {
                wrong.add("story " + story.story() + " does not show its last edition");
            }
        }
        return wrong;
    }
}
