package dev.colophon.publishapi.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class ForgetUploadsTest {

    /** Far off: contexts of other tests forget by the true clock, and none of these. */
    private static final Instant NOW = Instant.parse("2126-11-24T09:15:30Z");

    @Test
    void images_go_with_their_bytes_when_their_time_is_over_and_not_before(PostgresServer postgres) {
        postgres.migrate("publish-api");
        postgres.clear("publish_api");
        var tables = JdbcClient.create(postgres.superuser());
        tables.sql("INSERT INTO publish_api.client VALUES (gen_random_uuid(), 'someone', 'client', now())")
                .update();
        tables.sql("""
                        WITH added AS (
                          INSERT INTO publish_api.upload
                          SELECT gen_random_uuid(), id, 'image/png', hours::text, NULL, '2020-01-01'::timestamptz,
                                 timestamptz '2126-11-24T09:15:30Z' + make_interval(hours => hours)
                            FROM publish_api.client, generate_series(-50, 3) hours RETURNING id)
                        INSERT INTO publish_api.upload_file (upload_id, sha256, bytes)
                          SELECT id, encode(sha256('twelve bytes'), 'hex'), 'twelve bytes'::bytea FROM added
                        """).update();

        new ForgetUploads(new Uploads(JdbcClient.create(postgres.as("publish_api"))), InstantSource.fixed(NOW))
                .forget();

        assertThat(tables.sql("SELECT alt FROM publish_api.upload")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("1", "2", "3");
        assertThat(tables.sql("SELECT count(*) FROM publish_api.upload_file")
                        .query(Long.class)
                        .single())
                .isEqualTo(3);
    }
}
