package dev.colophon.publishapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(PostgresExtension.class)
class RecogniseCallerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final ApiKey KEY = ApiKey.parse("clp_" + "3".repeat(43)).orElseThrow();

    private final KnownCallers known = new KnownCallers();
    private final JdbcClient jdbc;

    RecogniseCallerTest(PostgresServer postgres) {
        postgres.migrate("publish-api");
        jdbc = JdbcClient.create(postgres.as("publish_api"));
    }

    @BeforeEach
    void oneClient(PostgresServer postgres) {
        postgres.clear("publish_api");
        var clients = new Clients(jdbc);
        var newsroom = new ClientId(UUID.randomUUID());
        clients.add(newsroom, new ClientRegistration.Checked("newsroom", Role.CLIENT, HtmlPolicy.TRUSTED, null), NOW);
        clients.addKey(UUID.randomUUID(), newsroom, KEY, NOW);
    }

    @Test
    void who_was_looked_up_just_before_the_key_was_revoked_is_not_known_afterwards() {
        var recogniseCaller = new RecogniseCaller(new RevokedRightAfter(), known, InstantSource.fixed(NOW));

        assertThat(recogniseCaller.by(KEY))
                .as("as it was when it was looked up")
                .isPresent();
        assertThat(recogniseCaller.by(KEY)).isEmpty();
    }

    /** The revocation of another request comes between the look-up and what is made of it. */
    private final class RevokedRightAfter extends ApiKeys {

        RevokedRightAfter() {
            super(jdbc);
        }

        @Override
        Optional<Recognised> recognise(ApiKey key, Instant now) {
            var found = super.recognise(key, now);
            found.ifPresent(one -> revoke(one.caller().id(), one.key(), now));
            known.forget();
            return found;
        }
    }
}
