package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes webhooks and their secrets. A client has a bounded number. */
@Service
class KeepWebhooks {

    /** Most webhooks of a client. */
    static final int MOST = 10;

    private static final Duration OVERLAP = Duration.ofHours(24);

    private final Webhooks webhooks;
    private final SecretSeal seal;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SecureRandom random;

    KeepWebhooks(Webhooks webhooks, SecretSeal seal, InstantSource clock, Supplier<UUID> ids, SecureRandom random) {
        this.webhooks = webhooks;
        this.seal = seal;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /** A new webhook and its secret, which nobody can look up again. */
    @Transactional
    public Made make(ClientId client, URI url) {
        webhooks.hold(client);
        if (webhooks.count(client) >= MOST) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_WEBHOOKS,
                    "This client has " + MOST + " webhooks. Remove one that is of no use.");
        }
        var id = new WebhookId(ids.get());
        var secret = SigningSecret.generate(random);
        if (!webhooks.add(
                id, client, url, seal.seal(id, secret), clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw new ProblemException(
                    ProblemCode.WEBHOOK_EXISTS,
                    "This client has a webhook of that address. GET /v1/webhooks lists them.");
        }
        return new Made(webhooks.find(id, client).orElseThrow(), secret);
    }

    /** A new secret; for a day messages are signed with the old one too. */
    @Transactional
    public Rotated rotate(WebhookId id) {
        var secret = SigningSecret.generate(random);
        var until = clock.instant().plus(OVERLAP).truncatedTo(ChronoUnit.MICROS);
        webhooks.rotate(id, seal.seal(id, secret), until);
        return new Rotated(secret, until);
    }

    record Made(Webhook webhook, SigningSecret secret) {}

    record Rotated(SigningSecret secret, Instant previousUntil) {}
}
