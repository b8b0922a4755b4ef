package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.client.Caller;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers a client's webhooks and changes them. Secrets are sealed before they reach a statement, and shown once. */
@Service
class RegisterWebhook {

    private final Webhooks webhooks;
    private final SecretSeal seal;
    private final WebhookProperties properties;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SecureRandom random;

    RegisterWebhook(
            Webhooks webhooks,
            SecretSeal seal,
            WebhookProperties properties,
            InstantSource clock,
            Supplier<UUID> ids,
            SecureRandom random) {
        this.webhooks = webhooks;
        this.seal = seal;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /** A new webhook; refused if the client has as many as a client may have. */
    @Transactional
    public Secretive add(Caller caller, WebhookRequest.Settings asked) {
        if (!properties.possible()) {
            throw new ProblemException(
                    ProblemCode.WEBHOOKS_OFF, "It has no Kafka to take the events from. Poll, or ask its operators.");
        }
        webhooks.hold(caller.id());
        if (webhooks.count(caller.id()) >= properties.perClient()) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_WEBHOOKS,
                    "This client has " + properties.perClient() + " webhooks. Delete one that is of no use any more.");
        }
        var id = new WebhookId(ids.get());
        var secret = WebhookSecret.generate(random);
        webhooks.add(id, caller.id(), asked, seal.seal(id, secret), now());
        return new Secretive(webhooks.find(caller.id(), id).orElseThrow(), secret);
    }

    /** The webhook as a change wants it. Enabled again, what was still waiting for it goes on. */
    @Transactional
    public Webhook change(Caller caller, WebhookId id, WebhookRequest change, Destinations destinations) {
        var current = webhooks.lock(caller.id(), id).orElseThrow(RegisterWebhook::notFound);
        webhooks.change(id, change.checkChange(current, destinations), now());
        return webhooks.find(caller.id(), id).orElseThrow();
    }

    /** Another secret: what is sent is signed with both for a while, so that no receiver refuses what is on its way. */
    @Transactional
    public Secretive rotate(Caller caller, WebhookId id) {
        var _ = webhooks.lock(caller.id(), id).orElseThrow(RegisterWebhook::notFound);
        var secret = WebhookSecret.generate(random);
        webhooks.rotate(id, seal.seal(id, secret), now().plus(properties.secretOverlap()), now());
        return new Secretive(webhooks.find(caller.id(), id).orElseThrow(), secret);
    }

    /** Ends a webhook, and with it what waited for it and its log. */
    @Transactional
    public void remove(Caller caller, WebhookId id) {
        if (!webhooks.remove(caller.id(), id)) {
            throw notFound();
        }
    }

    static ProblemException notFound() {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "No webhook of this id exists among those of this API key's client.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A webhook whose secret was just made: the one moment at which it can be read. */
    record Secretive(Webhook webhook, WebhookSecret secret) {}
}
