package dev.colophon.statusprojector.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the publisher may read of its own receipts, and nothing else. */
@NullUnmarked
@ExtendWith(PostgresExtension.class)
class PostsForReconcileTest {

    private static final UUID SITE = UUID.fromString("c2b7f0d4-8c1e-4e8e-9f43-7a1d5b0e6f31");

    private static final String APPEND = """
            INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, generation, revision,
              attempt, ledger_sequence, occurred_at, origin_topic, origin_partition, origin_offset, detail)
            VALUES (?, ?, 'receipt', ?, ?, ?, 1, ?, now(), 'publishing.receipts.v1', 0, ?, ?::jsonb)
            """;

    private final JdbcTemplate superuser;
    private final JdbcTemplate publisher;
    private final PostgresServer postgres;
    private final UUID publication = UUID.randomUUID();

    PostsForReconcileTest(PostgresServer postgres) {
        this.postgres = postgres;
        this.superuser = new JdbcTemplate(postgres.superuser());
        this.publisher = new JdbcTemplate(postgres.as("wordpress_publisher"));
    }

    @BeforeEach
    void empty() {
        postgres.migrate("status-projector");
        postgres.clear("status_projector");
        superuser.update("INSERT INTO status_projector.publication_stream (publication_id) VALUES (?)", publication);
    }

    @Test
    void the_last_receipt_that_shows_a_post_speaks_for_its_generation() {
        append("claimed", 1, 1, 1, null);
        append("reserved", 1, 1, 2, post(7, null));
        append("published", 1, 1, 3, post(7, "https://news.example/x/"));
        append("deferred", 1, 2, 4, null);
        append("claimed", 2, 3, 5, null);

        List<Map<String, Object>> posts = posts();

        assertThat(posts).hasSize(2);
        assertThat(posts.getFirst())
                .containsEntry("generation", 1)
                .containsEntry("remote_id", 7L)
                .containsEntry("url", "https://news.example/x/")
                .containsEntry("slug", "x")
                .containsEntry("content_hash", "sha256:x")
                .containsEntry("revision", 1L)
                .containsEntry("last_kind", "published")
                .containsEntry("last_sequence", 5L);
        assertThat(posts.getLast())
                .containsEntry("generation", 2)
                .containsEntry("remote_id", null)
                .containsEntry("last_kind", "claimed")
                .containsEntry("last_sequence", 5L);
    }

    @Test
    void a_receipt_in_conflict_is_not_believed_yet_it_was_counted() {
        append("published", 1, 1, 1, post(7, "https://news.example/x/"));
        UUID second = append("published", 1, 1, 2, post(8, "https://news.example/y/"));
        superuser.update(
                "INSERT INTO status_projector.publication_conflict (event_id, publication_id, reason) VALUES (?, ?, 'SECOND_POST')",
                second,
                publication);

        assertThat(posts())
                .singleElement()
                .satisfies(post -> assertThat(post)
                        .containsEntry("remote_id", 7L)
                        .containsEntry("last_sequence", 2L)
                        .containsEntry("valid_sequence", 2L));
    }

    @Test
    void a_receipt_that_an_operator_invalidated_is_not_believed_yet_it_was_counted() {
        append("reserved", 1, 1, 1, post(7, null));
        UUID wrong = append("published", 1, 1, 2, post(8, "https://news.example/y/"));
        UUID decision = UUID.randomUUID();
        superuser.update("""
                INSERT INTO status_projector.invalidation (invalidation_id, reason, author, selection, fingerprint, impact, decided_at)
                VALUES (?, 'forged', 'Ada', '{}', repeat('0', 64), '{}', now())
                """, decision);
        superuser.update("""
                INSERT INTO status_projector.publication_event (event_id, publication_id, source, kind, occurred_at, detail,
                  invalidation_id, targets)
                VALUES (?, ?, 'operator', 'invalidated', now(), '{"reason":"forged","author":"Ada"}', ?, ARRAY[?::uuid])
                """, UUID.randomUUID(), publication, decision, wrong);

        assertThat(posts())
                .singleElement()
                .satisfies(post -> assertThat(post)
                        .containsEntry("remote_id", 7L)
                        .containsEntry("last_kind", "reserved")
                        .containsEntry("last_sequence", 2L)
                        .containsEntry("valid_sequence", 1L));
    }

    @Test
    void the_publisher_reads_the_view_and_nothing_behind_it() {
        assertThat(posts()).isEmpty();
        assertThatThrownBy(() -> publisher.queryForList("SELECT * FROM status_projector.publication_event"))
                .isInstanceOf(BadSqlGrammarException.class)
                .hasStackTraceContaining("permission denied");
    }

    private List<Map<String, Object>> posts() {
        return publisher.queryForList(
                "SELECT * FROM status_projector.publication_posts_v1 WHERE publication_id = ? ORDER BY generation",
                publication);
    }

    private UUID append(String kind, int generation, long revision, long sequence, String post) {
        UUID id = UUID.randomUUID();
        superuser.update(
                APPEND,
                id,
                publication,
                kind,
                generation,
                revision,
                sequence,
                sequence,
                "{\"siteId\":\"" + SITE + "\",\"post\":" + post + "}");
        return id;
    }

    private static String post(long id, String url) {
        return """
                {"id":%d,"url":%s,"slug":"x","status":"publish","contentHash":"sha256:x"}
                """.formatted(id, url == null ? "null" : '"' + url + '"');
    }
}
