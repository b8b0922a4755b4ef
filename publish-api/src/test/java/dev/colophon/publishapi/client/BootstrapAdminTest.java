package dev.colophon.publishapi.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class BootstrapAdminTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final String FIRST = "clp_" + "1".repeat(43);
    private static final String SECOND = "clp_" + "2".repeat(43);

    private final Clients clients;
    private final ApiKeys keys;

    BootstrapAdminTest(PostgresServer postgres) {
        postgres.migrate("publish-api");
        var jdbc = JdbcClient.create(postgres.as("publish_api"));
        clients = new Clients(jdbc);
        keys = new ApiKeys(jdbc);
    }

    @BeforeEach
    void noClients(PostgresServer postgres) {
        postgres.clear("publish_api");
    }

    @Test
    void the_environments_key_is_the_administrators_however_often_the_service_starts() {
        start(FIRST);
        start(FIRST);

        assertThat(callerOf(FIRST)).isEqualTo(Role.ADMIN);
    }

    @Test
    void another_key_at_the_next_start_replaces_it_and_may_come_back() {
        start(FIRST);
        start(SECOND);
        assertThat(startedAnew().by(ApiKey.parse(FIRST).orElseThrow())).isEmpty();
        assertThat(callerOf(SECOND)).isEqualTo(Role.ADMIN);

        start(FIRST);
        assertThat(callerOf(FIRST)).isEqualTo(Role.ADMIN);
        assertThat(startedAnew().by(ApiKey.parse(SECOND).orElseThrow())).isEmpty();
    }

    @Test
    void without_a_key_nobody_becomes_administrator() {
        start("");

        assertThat(clients.byName(BootstrapAdmin.NAME)).isEmpty();
    }

    @Test
    void a_key_that_is_none_stops_the_start_without_being_quoted() {
        assertThatThrownBy(() -> start("letmein"))
                .hasMessageContaining("COLOPHON_ADMIN_KEY")
                .hasMessageNotContaining("letmein");
        assertThat(new AdminProperties("letmein").toString()).doesNotContain("letmein");
    }

    @Test
    void a_key_of_another_client_stops_the_start_and_leaves_the_administrator_the_one_that_it_has() {
        start(FIRST);
        var newsroom = new ClientId(UUID.randomUUID());
        clients.add(newsroom, new ClientRegistration.Checked("newsroom", Role.CLIENT, HtmlPolicy.TRUSTED, null), NOW);
        clients.addKey(UUID.randomUUID(), newsroom, ApiKey.parse(SECOND).orElseThrow(), NOW);

        assertThatThrownBy(() -> start(SECOND))
                .hasMessageContaining("COLOPHON_ADMIN_KEY is a key of client newsroom")
                .hasMessageNotContaining(SECOND);

        assertThat(callerOf(FIRST)).isEqualTo(Role.ADMIN);
        assertThat(callerOf(SECOND)).isEqualTo(Role.CLIENT);
    }

    private void start(String key) {
        new BootstrapAdmin(clients, new AdminProperties(key), InstantSource.fixed(NOW), UUID::randomUUID)
                .run(new DefaultApplicationArguments());
    }

    /** A start knows nobody yet. */
    private RecogniseCaller startedAnew() {
        return new RecogniseCaller(keys, new KnownCallers(), InstantSource.system());
    }

    private Role callerOf(String key) {
        return startedAnew().by(ApiKey.parse(key).orElseThrow()).orElseThrow().role();
    }
}
