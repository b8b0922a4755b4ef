package dev.colophon.benchmark.console;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many publications, copied within the database from one that the door accepted, each with a timeline of four events and a status:
 * of a hundred, 96 are published and one each failed, deferred, parked and on its way.
 */
@SuppressWarnings("InlineFormatString") // the statements stand at the head
final class Archive {

    static final String TEMPLATE = """
            {"storyKey": "template", "site": "bench", "placement": "post",
             "content": {"title": "The harbour reopens", "html": "<p>Ships return on Monday.</p>", "tags": ["harbour"]}}""";

    /** What stands where a copied row says its own. */
    private static final String COPY = """
            INSERT INTO publish_api.%1$s OVERRIDING SYSTEM VALUE
            SELECT (jsonb_populate_record(t, %2$s)).* FROM publish_api.%1$s t, generate_series(1, %3$d) n
             WHERE t.%4$s""";

    private static final String ID = "md5('%s' || n)::uuid";
    private static final String TOLD = """
            INSERT INTO status_projector.publication_stream SELECT md5('publication' || n)::uuid, 4, 4
              FROM generate_series(1, %1$d) n;
            INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation, revision, attempt,
                   ledger_sequence, occurred_at, origin_topic, origin_partition, origin_offset, detail)
            SELECT md5('event' || n || '-' || k)::uuid, md5('publication' || n)::uuid, CASE k WHEN 1 THEN 'request' ELSE 'receipt' END,
                   (ARRAY['requested', 'claimed', 'reserved', 'published'])[k], 1, 1, CASE WHEN k > 1 THEN 1 END,
                   CASE WHEN k > 1 THEN k - 1 END, p.created_at + k * interval '100 milliseconds', 'benchmark', 0, n * 4 + k,
                   CASE k WHEN 1 THEN CAST('%2$s' AS jsonb) ELSE CAST('%3$s' AS jsonb) END
              FROM generate_series(1, %1$d) n CROSS JOIN generate_series(1, 4) k
              JOIN publish_api.publication p ON p.id = md5('publication' || n)::uuid
             WHERE k < 4 OR n %% 100 > 3;
            INSERT INTO status_projector.publication_status (publication_id, site_id, story_key, placement, status, generation,
                   requested_revision, published_revision, external_id, external_url, reason_code, reason_detail, attempts, status_since,
                   last_event_id)
            SELECT p.id, p.site_id, 'story-' || n, 'post', s.status, 1, 1, CASE s.status WHEN 'published' THEN 1 END,
                   CASE s.status WHEN 'published' THEN n::text END,
                   CASE s.status WHEN 'published' THEN 'https://bench.example/' || n END,
                   CASE WHEN s.status IN ('failed', 'deferred', 'parked') THEN 'WP_SERVER_ERROR' END,
                   CASE WHEN s.status IN ('failed', 'deferred', 'parked') THEN 'The site answered 500.' END, 1, p.created_at,
                   md5('event' || n || '-3')::uuid
              FROM generate_series(1, %1$d) n
              JOIN publish_api.publication p ON p.id = md5('publication' || n)::uuid
              CROSS JOIN LATERAL (SELECT CASE n %% 100 WHEN 0 THEN 'failed' WHEN 1 THEN 'deferred' WHEN 2 THEN 'parked'
                                         WHEN 3 THEN 'publishing' ELSE 'published' END AS status) s;
            """;

    private final PostgresServer postgres;
    private final int publications;

    Archive(PostgresServer postgres, int publications) {
        this.postgres = postgres;
        this.publications = publications;
    }

    void fill() throws SQLException, IOException {
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute(
                    copy("story", "'id', " + id("story") + ", 'story_key', 'story-' || n", "story_key = 'template'"));
            statement.execute(copy(
                    "variant",
                    "'id', " + id("variant") + ", 'story_id', " + id("story") + ", 'ordinal', 1000 + n",
                    "story_id = (SELECT id FROM publish_api.story WHERE story_key = 'template')"));
            statement.execute(copy(
                    "publication",
                    "'id', " + id("publication") + ", 'story_id', " + id("story")
                            + ", 'slug', 'the-harbour-reopens-' || n, 'created_at', t.created_at - n * interval '1 minute'",
                    "story_id = (SELECT id FROM publish_api.story WHERE story_key = 'template')"));
            statement.execute(copy(
                    "publish_job",
                    "'id', " + id("job") + ", 'publication_id', " + id("publication") + ", 'story_id', " + id("story")
                            + ", 'variant_id', " + id("variant"),
                    "story_id = (SELECT id FROM publish_api.story WHERE story_key = 'template')"));
            statement.execute(TOLD.formatted(publications, request(), receipt()));
            statement.execute("ANALYZE");
        }
    }

    /** The id of the publication of that number. */
    static UUID publication(PostgresServer postgres, int number) throws SQLException {
        try (var connection = postgres.superuser().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT md5('publication%d')::uuid".formatted(number))) {
            found.next();
            return found.getObject(1, UUID.class);
        }
    }

    private String copy(String table, String its, String template) {
        return COPY.formatted(table, "jsonb_build_object(" + its + ")", publications, template);
    }

    private static String id(String kind) {
        return ID.formatted(kind);
    }

    private static String request() throws IOException {
        var sample = sample("requests/publication-requested.json");
        sample.remove("variant");
        return text(sample);
    }

    private static String receipt() throws IOException {
        return text(sample("receipts/published.json"));
    }

    private static String text(ObjectNode sample) {
        return sample.toString().replace("'", "''");
    }

    private static ObjectNode sample(String name) throws IOException {
        return (ObjectNode) JsonMapper.shared()
                .readTree(Files.readString(RepositoryFiles.resolve("docs/contracts/samples/" + name)));
    }
}
