package dev.colophon.publishapi.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.colophon.publishapi.Samples;
import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.client.HtmlPolicy;
import dev.colophon.publishapi.client.Role;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.seal.Envelope;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

class RegisterWebhookTest {

    @Test
    void an_installation_without_kafka_takes_no_webhook_that_it_could_never_tell_anything() {
        var settings = new WebhookRequest.Settings(URI.create("https://hooks.example"), List.of(), WebhookState.ACTIVE);
        var caller = new Caller(new ClientId(new UUID(1, 1)), "upstream", Role.CLIENT, HtmlPolicy.TRUSTED);

        assertThatThrownBy(() -> withKafka(" ").add(caller, settings))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ProblemCode.WEBHOOKS_OFF));
        assertThatThrownBy(() -> withKafka("kafka:9092").add(caller, settings))
                .as("goes on to its database, which is none here")
                .isNotInstanceOf(ProblemException.class);
    }

    @Test
    void a_former_secret_signs_for_a_bounded_time() {
        assertThatThrownBy(() -> new WebhookProperties(Set.of(), false, "", 10, Duration.ofDays(31)))
                .hasMessageContaining("secret-overlap");
        assertThatThrownBy(() -> new WebhookProperties(Set.of(), false, "", 10, Duration.ZERO))
                .hasMessageContaining("secret-overlap");
    }

    private static RegisterWebhook withKafka(String bootstrapServers) {
        return new RegisterWebhook(
                new Webhooks(JdbcClient.create(new SimpleDriverDataSource())),
                new SecretSeal(Envelope.of(Samples.keyset())),
                new WebhookProperties(Set.of(), false, bootstrapServers, 10, Duration.ofHours(24)),
                InstantSource.system(),
                UUID::randomUUID,
                new SecureRandom());
    }
}
