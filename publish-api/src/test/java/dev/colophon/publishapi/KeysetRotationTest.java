package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.publishapi.seal.Envelope;
import dev.colophon.publishapi.site.ResealCredentials;
import dev.colophon.publishapi.webhook.ResealSecrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** What becomes of sites' credentials and webhooks' secrets when operators rotate the keyset: the service has both keys, the new one as its primary. */
@Import(KeysetRotationTest.Rotated.class)
class KeysetRotationTest extends WebhookDeliveries {

    private static final Envelope FORMER = Envelope.of(Samples.keyset());
    private static final String ROTATED = rotated();
    private static final Envelope FORMER_RETIRED = Envelope.of(withoutFormer());

    @TestConfiguration(proxyBeanMethods = false)
    static class Rotated {

        @Bean
        @Primary
        Envelope rotatedEnvelope() {
            return Envelope.of(ROTATED);
        }

        /** Rounds are the tests' own: one by the clock would seal what they, or later classes, have just stored. */
        @Bean
        static BeanFactoryPostProcessor nothingByTheClock() {
            return beans -> ((BeanDefinitionRegistry) beans)
                    .removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME);
        }
    }

    @Autowired
    ResealSecrets resealSecrets;

    @Autowired
    ResealCredentials resealCredentials;

    @Autowired
    MeterRegistry meters;

    @Test
    void secrets_come_under_the_new_key_and_sign_as_before_so_that_the_former_key_can_be_retired() throws Exception {
        var rotatedSecret = register("/rotated");
        var second = send("POST", path(rotatedSecret) + "/rotate-secret", clientKey, Map.of(), "");
        var plain = register("/plain");
        sealByFormer(id(plain), "secret_sealed", plain);
        sealByFormer(id(rotatedSecret), "secret_sealed", second);
        sealByFormer(id(rotatedSecret), "former_secret_sealed", rotatedSecret);
        assertThatThrownBy(() -> open(FORMER_RETIRED, plain, "secret_sealed"))
                .as("what retiring the key too early would do")
                .isInstanceOf(GeneralSecurityException.class);
        test(plain);
        deliverDue();

        resealSecrets.reseal();
        test(plain);
        test(rotatedSecret);
        deliverDue();

        assertThat(due()).isZero();
        assertThat(open(FORMER_RETIRED, plain, "secret_sealed")).isEqualTo(bytes(plain));
        assertThat(open(FORMER_RETIRED, rotatedSecret, "secret_sealed")).isEqualTo(bytes(second));
        assertThat(open(FORMER_RETIRED, rotatedSecret, "former_secret_sealed")).isEqualTo(bytes(rotatedSecret));
        assertThat(receiver.messages("/plain"))
                .as("before the round, and after it")
                .hasSize(2)
                .allSatisfy(message ->
                        assertThat(message.signaturesBy(plain.text("/secret"))).isOne());
        var message = receiver.messages("/rotated").getFirst();
        assertThat(message.signaturesBy(second.text("/secret"))).isOne();
        assertThat(message.signaturesBy(rotatedSecret.text("/secret"))).isOne();
    }

    @Test
    void a_secret_that_its_client_rotates_at_the_same_moment_stays() throws Exception {
        var webhook = register("/hook");
        sealByFormer(id(webhook), "secret_sealed", webhook);
        var chosen = new byte[] {1, 2, 3};
        try (var rotation = postgres.superuser().getConnection()) {
            rotation.setAutoCommit(false);
            try (var statement = rotation.prepareStatement("""
                    UPDATE publish_api.webhook SET former_secret_sealed = secret_sealed, secret_sealed = ?,
                           former_secret_until = now() + interval '1 day' WHERE id = ?
                    """)) {
                statement.setBytes(1, FORMER.seal(chosen, owner(id(webhook))));
                statement.setObject(2, id(webhook));
                assertThat(statement.executeUpdate()).isOne();
            }
            var round = CompletableFuture.runAsync(resealSecrets::reseal);
            await().atMost(PATIENCE).until(() -> waits("UPDATE webhook SET secret_sealed%"));
            rotation.commit();
            round.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(open(FORMER, webhook, "secret_sealed")).isEqualTo(chosen);
        assertThat(due()).as("both are still to do").isEqualTo(2);

        resealSecrets.reseal();

        assertThat(due()).isZero();
        assertThat(open(FORMER_RETIRED, webhook, "secret_sealed")).isEqualTo(chosen);
        assertThat(open(FORMER_RETIRED, webhook, "former_secret_sealed")).isEqualTo(bytes(webhook));
    }

    @Test
    void what_does_not_open_is_counted_and_keeps_no_other_from_its_turn() throws Exception {
        var plain = register("/plain");
        var lost = register("/lost");
        var dead = register("/dead");
        sealByFormer(id(plain), "secret_sealed", plain);
        sealByFormer(id(dead), "former_secret_sealed", dead);
        store(id(lost), "secret_sealed", FORMER.seal(bytes(lost), "dev.colophon/webhook/another"));
        tables.sql("UPDATE publish_api.webhook SET former_secret_until = now() - interval '1 s' WHERE id = :id")
                .param("id", id(dead))
                .update();

        resealSecrets.reseal();

        assertThat(open(FORMER_RETIRED, plain, "secret_sealed")).isEqualTo(bytes(plain));
        assertThat(due()).as("a former secret that signs no more is none").isOne();
    }

    @Test
    void more_secrets_than_one_batch_takes_are_sealed_in_one_round() {
        var webhook = register("/hook");
        for (var number = 0; number < 250; number++) {
            var id = UUID.randomUUID();
            tables.sql("""
                            INSERT INTO publish_api.webhook (id, client_id, url, event_types, state, disabled_reason, secret_sealed,
                              secret_set_at, served_at, created_at, updated_at)
                            SELECT :id, client_id, url, event_types, 'disabled', 'client', :sealed, now(), now(), now(), now()
                              FROM publish_api.webhook WHERE id = :like
                            """)
                    .param("id", id)
                    .param("sealed", FORMER.seal(new byte[] {7}, owner(id)))
                    .param("like", id(webhook))
                    .update();
        }

        resealSecrets.reseal();

        assertThat(due()).isZero();
    }

    @Test
    void credentials_of_a_site_come_under_the_new_key_and_are_as_old_as_before() throws Exception {
        var credentials = Envelope.of(ROTATED).open(credentials(), siteOwner());
        storeCredentials(FORMER.seal(credentials, siteOwner()));
        var times = siteTimes();

        resealCredentials.reseal();

        assertThat(FORMER_RETIRED.open(credentials(), siteOwner())).isEqualTo(credentials);
        assertThat(siteTimes()).isEqualTo(times);
    }

    @Test
    void credentials_that_are_stored_at_the_same_moment_stay() throws Exception {
        storeCredentials(FORMER.seal(new byte[] {1}, siteOwner()));
        try (var rotation = postgres.superuser().getConnection()) {
            rotation.setAutoCommit(false);
            try (var statement =
                    rotation.prepareStatement("UPDATE publish_api.site SET credentials_sealed = ? WHERE key = ?")) {
                statement.setBytes(1, FORMER.seal(new byte[] {2}, siteOwner()));
                statement.setString(2, site);
                assertThat(statement.executeUpdate()).isOne();
            }
            var round = CompletableFuture.runAsync(resealCredentials::reseal);
            await().atMost(PATIENCE).until(() -> waits("UPDATE site SET credentials_sealed%"));
            rotation.commit();
            round.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(FORMER.open(credentials(), siteOwner())).containsExactly(2);

        resealCredentials.reseal();

        assertThat(FORMER_RETIRED.open(credentials(), siteOwner())).containsExactly(2);
    }

    @Test
    void credentials_that_do_not_open_stay_as_they_are_and_keep_no_other_from_its_turn() throws Exception {
        var lost = FORMER.seal(new byte[] {1}, "dev.colophon/site/another");
        storeCredentials(lost);
        var first = site;
        site = "site-" + shortId();
        assertThat(registerSite(site).status()).isEqualTo(201);
        storeCredentials(FORMER.seal(new byte[] {3}, siteOwner()));

        resealCredentials.reseal();

        assertThat(FORMER_RETIRED.open(credentials(), siteOwner())).containsExactly(3);
        site = first;
        assertThat(credentials()).isEqualTo(lost);
    }

    private byte[] credentials() {
        return tables.sql("SELECT credentials_sealed FROM publish_api.site WHERE key = :key")
                .param("key", site)
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private void storeCredentials(byte[] sealed) {
        tables.sql("UPDATE publish_api.site SET credentials_sealed = :sealed WHERE key = :key")
                .param("sealed", sealed)
                .param("key", site)
                .update();
    }

    private String siteTimes() {
        return tables.sql(
                        "SELECT concat_ws(' ', credentials_set_at, updated_at) FROM publish_api.site WHERE key = :key")
                .param("key", site)
                .query(String.class)
                .single();
    }

    private String siteOwner() {
        return "dev.colophon/site/" + idOf(site);
    }

    private double due() {
        return meters.get("colophon.webhooks.secrets.due").gauge().value();
    }

    private boolean waits(String statement) {
        return tables.sql("""
                        SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE :statement)
                        """)
                .param("statement", statement)
                .query(Boolean.class)
                .single();
    }

    /** As it was stored before the rotation. */
    private void sealByFormer(UUID webhook, String column, Response shown) {
        store(webhook, column, FORMER.seal(bytes(shown), owner(webhook)));
    }

    private void store(UUID webhook, String column, byte[] sealed) {
        tables.sql(
                        "UPDATE publish_api.webhook SET " + column + " = :sealed, former_secret_until = CASE WHEN '"
                                + column
                                + "' = 'former_secret_sealed' THEN now() + interval '1 d' ELSE former_secret_until END WHERE id = :id")
                .param("sealed", sealed)
                .param("id", webhook)
                .update();
    }

    private byte[] open(Envelope envelope, Response webhook, String column) throws GeneralSecurityException {
        var sealed = tables.sql("SELECT " + column + " FROM publish_api.webhook WHERE id = :id")
                .param("id", id(webhook))
                .query((row, _) -> row.getBytes(1))
                .single();
        return envelope.open(sealed, owner(id(webhook)));
    }

    private static String path(Response webhook) {
        return "/v1/webhooks/" + id(webhook);
    }

    private static UUID id(Response webhook) {
        return UUID.fromString(webhook.text("/webhookId"));
    }

    private static String owner(UUID webhook) {
        return "dev.colophon/webhook/" + webhook;
    }

    private static byte[] bytes(Response shown) {
        return Base64.getDecoder().decode(shown.text("/secret").substring("whsec_".length()));
    }

    private static String rotated() {
        try {
            return Keysets.rotated(Samples.keyset());
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String withoutFormer() {
        try {
            return Keysets.withoutOlder(ROTATED);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
