package dev.colophon.database;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a statement is given at run time, where the database must know it to plan: words that stand in braces, and the types of
 * parameters that the driver tells it. Where one thing can be several, each makes a statement.
 */
record FilledIn(String type, String text, List<String> values) {

    private static final String API = "dev.colophon.publishapi.";
    private static final String RELAY = "dev.colophon.outboxrelay.";
    private static final String PUBLISHER = "dev.colophon.wordpresspublisher.";
    private static final String PROJECTOR = "dev.colophon.statusprojector.";

    private static final String MISSING = """
            NOT EXISTS (SELECT FROM outbox_relay.observed s WHERE s.event_id = o.id)
               AND NOT EXISTS (SELECT FROM outbox_relay.parked_row p WHERE p.event_id = o.id)""";
    private static final String NEW_STORY = """
            coalesce((SELECT v.status FROM status_projector.publication_status_v1 v WHERE v.publication_id = p.id), 'accepted') AS status,
            (SELECT v.status_since FROM status_projector.publication_status_v1 v WHERE v.publication_id = p.id) AS since""";

    private static final String FILTERS = """
            AND p.client_id = :client AND p.site_id = (SELECT t.id FROM site t WHERE t.key = :site)
               AND p.story_id IN (SELECT s.id FROM client c JOIN story s ON s.client_id = c.id WHERE s.story_key = :story)
               AND (p.created_at, p.id) < (:beforeAt, :beforeId)""";
    private static final String PAGE =
            "(SELECT p.* FROM publication p WHERE true ORDER BY p.created_at DESC, p.id DESC LIMIT :limit)";

    private static final List<FilledIn> ALL = List.of(
            one(API + "status.NewStories", "{stands}", NEW_STORY),
            one(API + "status.Statuses", "{told}", "status_projector.publication_status_v1"),
            one(API + "status.PageOfPublications", "{told}", "status_projector.publication_status_v1"),
            new FilledIn(API + "status.PageOfPublications", "{filters}", List.of("", FILTERS)),
            new FilledIn(API + "status.Statuses", "{publications}", List.of("publication", PAGE)),
            one(
                    API + "webhook.delivery.Deliveries",
                    "unnest(:ids, :types, :publications, :bodies)",
                    "unnest(CAST(:ids AS uuid[]), CAST(:types AS text[]), CAST(:publications AS uuid[]), CAST(:bodies AS text[]))"),
            one(API + "webhook.delivery.Deliveries", "unnest(:webhooks)", "unnest(CAST(:webhooks AS uuid[]))"),
            one(RELAY + "observe.RecordObserved", "unnest(:ids)", "unnest(CAST(:ids AS uuid[]))"),
            one(
                    RELAY + "observe.RecordObserved",
                    "unnest(:topics, :partitions, :nexts)",
                    "unnest(CAST(:topics AS text[]), CAST(:partitions AS int[]), CAST(:nexts AS bigint[]))"),
            one(
                    RELAY + "reconcile.MissingRows",
                    "unnest(:topics, :keys, :firsts)",
                    "unnest(CAST(:topics AS text[]), CAST(:keys AS text[]), CAST(:firsts AS bigint[]))"),
            one(RELAY + "reconcile.MissingRows", "{missing}", MISSING),
            new FilledIn(RELAY + "reconcile.MissingRows", "{outbox}", outboxes(".outbox")),
            new FilledIn(RELAY + "reconcile.OutboxDays", "{schema}", outboxes("")),
            one(PUBLISHER + "ledger.Attempts", ":token - :kept", "CAST(:token AS bigint) - CAST(:kept AS bigint)"),
            one(PUBLISHER + "ledger.Requests", "THEN :revision END", "THEN CAST(:revision AS bigint) END"),
            new FilledIn(PROJECTOR + "check.Snapshot", "{check}", checks()));

    private static FilledIn one(String type, String text, String value) {
        return new FilledIn(type, text, List.of(value));
    }

    static Set<String> of(String type, String text) {
        Set<String> texts = new LinkedHashSet<>(List.of(text));
        for (var each : ALL) {
            if (each.type.equals(type)) {
                var next = new ArrayList<String>();
                texts.forEach(before -> each.values.forEach(value -> next.add(before.replace(each.text, value))));
                texts = new LinkedHashSet<>(next);
            }
        }
        return texts;
    }

    /** Those of the services that take part, with and without the table. */
    private static List<String> outboxes(String table) {
        return Stream.of("publish_api", "wordpress_publisher", "status_projector")
                .map(schema -> schema + table)
                .toList();
    }

    private static List<String> checks() {
        try (var files = Files.list(RepositoryFiles.resolve("status-projector/src/main/resources/checks"))) {
            var texts = new ArrayList<String>();
            for (var file : files.sorted().toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
