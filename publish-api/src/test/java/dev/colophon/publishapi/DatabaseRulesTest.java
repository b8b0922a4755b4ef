package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.problem.SqlState;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What PostgreSQL itself refuses, whoever asks: the promises of the types, once more. */
class DatabaseRulesTest extends ApiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE publish_api.mine (id int)",
                "DROP TABLE publish_api.outbox",
                "INSERT INTO publish_api.outbox SELECT * FROM publish_api.outbox",
                "UPDATE publish_api.outbox SET payload = '{}'",
                "DELETE FROM publish_api.outbox",
                "UPDATE publish_api.variant SET title = ''",
                "DELETE FROM publish_api.variant",
                "INSERT INTO publish_api.publish_job SELECT * FROM publish_api.publish_job",
                "UPDATE publish_api.publish_job SET superseded_at = now()",
                "DELETE FROM publish_api.publish_job",
                "UPDATE publish_api.publication SET requested_revision = 9",
                "UPDATE publish_api.publication SET messages = 0",
                "DELETE FROM publish_api.publication",
                "UPDATE publish_api.story SET client_id = client_id",
                "UPDATE publish_api.client SET role = 'admin'",
                "UPDATE publish_api.idempotency_key SET answer = '{}'",
                "UPDATE publish_api.upload_file SET sha256 = sha256",
                "DELETE FROM publish_api.upload_file",
                "UPDATE publish_api.upload SET client_id = client_id",
                "UPDATE publish_api.site SET key = 'other'",
                "DELETE FROM publish_api.site",
                "INSERT INTO status_projector.publication_status SELECT * FROM status_projector.publication_status",
                "SELECT * FROM status_projector.publication_event",
                "SELECT * FROM wordpress_publisher.ledger"
            })
    void the_run_time_role_may_not(String statement) {
        var role = JdbcClient.create(postgres.as("publish_api"));

        refusedWith("42501", () -> role.sql(statement).query().listOfRows());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "site",
                "story",
                "variant",
                "client",
                "api_key",
                "publish_job",
                "idempotency_key",
                "upload",
                "upload_file"
            })
    void neither_relay_nor_publisher_may_read(String table) {
        for (var role : new String[] {"outbox_relay", "wordpress_publisher", "status_projector"}) {
            var other = JdbcClient.create(postgres.as(role));

            refusedWith(
                    "42501",
                    () -> other.sql("SELECT * FROM publish_api." + table)
                            .query()
                            .listOfRows());
        }
    }

    @Test
    void a_variant_never_changes_not_even_for_its_owner() {
        publish(story());
        var owner = JdbcClient.create(postgres.as("publish_api_owner"));

        refusedWith(
                "23001", () -> owner.sql("UPDATE variant SET title = 'other'").update());
    }

    @Test
    void a_job_has_a_variant_and_one_of_its_own_story_and_placement() {
        var post = publish(story()).text("/publicationId");
        var request = story();
        request.remove("content");
        request.put("placement", "page").putObject("variants").putObject("page").put("title", "A page");
        var page = publish(request).text("/publicationId");
        var jobOf = "(SELECT %s FROM publish_api.publish_job WHERE publication_id = '%s')";
        var job = jobOf.formatted("id", page);

        refusedWith("23502", update("variant_id = NULL", job));
        refusedWith("23503", update("variant_id = gen_random_uuid()", job));
        refusedWith("23503", update("variant_id = " + jobOf.formatted("variant_id", post), job));
        refusedWith("23514", update("variant_placement = 'post'", job));
    }

    @Test
    void two_live_jobs_of_one_publication_cannot_be() {
        var request = story();
        publish(request);
        content(request).put("html", "<p>Again.</p>");
        var id = publish(request).text("/publicationId");

        refusedWith(
                "23505",
                () -> tables.sql(
                                "UPDATE publish_api.publish_job SET superseded_at = NULL WHERE publication_id = CAST(:id AS uuid)")
                        .param("id", id)
                        .update());
    }

    @Test
    void only_the_next_revision_can_be_enqueued() {
        var id = publish(story()).text("/publicationId");
        var role = JdbcClient.create(postgres.as("publish_api"));

        refusedWith(
                "40001",
                () -> role.sql("""
                        SELECT enqueue_publication(gen_random_uuid(), p.id, gen_random_uuid(), 3, 'publish', p.slug,
                          NULL, sha256('x'), now(), p.client_id, NULL, gen_random_uuid(), '{}', NULL) IS NULL
                          FROM publication p WHERE p.id = CAST(:id AS uuid)
                        """).param("id", id).query(Boolean.class).single());
    }

    @Test
    void a_command_neither_waits_nor_comes_first_nor_is_one_that_nobody_knows() {
        var id = publish(story()).text("/publicationId");
        command(id, "cancel");
        var first = job(id, 1);
        var cancel = job(id, 2);

        refusedWith("23514", update("publish_at = now()", cancel));
        refusedWith("23514", update("action = 'unpublish'", first));
        refusedWith("23514", update("action = 'delete'", cancel));
        refusedWith("23502", update("requested_by = NULL", cancel));
        refusedWith("23514", update("reason = ''", cancel));
        refusedWith(
                "23514",
                () -> tables.sql("UPDATE publish_api.publication SET wanted_revision = 3 WHERE id = CAST(:id AS uuid)")
                        .param("id", id)
                        .update());
    }

    private static String job(String publication, long revision) {
        return "(SELECT id FROM publish_api.publish_job WHERE publication_id = '%s' AND revision = %d)"
                .formatted(publication, revision);
    }

    @Test
    void two_sites_of_one_key_cannot_be() {
        refusedWith("23505", () -> tables.sql("""
                        INSERT INTO publish_api.site SELECT gen_random_uuid(), key, platform, base_url, state,
                          credentials_sealed, credentials_set_at, max_concurrency, created_at, updated_at
                          FROM publish_api.site WHERE key = :key
                        """).param("key", site).update());
    }

    @Test
    void the_outbox_is_streamed() {
        var streamed = tables.sql(
                        "SELECT count(*) FROM pg_publication_tables WHERE pubname = 'colophon_outbox' AND schemaname = 'publish_api' AND tablename = 'outbox'")
                .query(Long.class)
                .single();

        assertThat(streamed).isOne();
    }

    private ThrowingCallable update(String change, String job) {
        return () -> tables.sql("UPDATE publish_api.publish_job SET " + change + " WHERE id = " + job)
                .update();
    }

    private static void refusedWith(String state, ThrowingCallable statement) {
        assertThatThrownBy(statement)
                .satisfies(failure ->
                        assertThat(SqlState.of(failure)).as(failure.toString()).contains(state));
    }
}
