package dev.colophon.publishapi.client;

import dev.colophon.publishapi.client.ApiKeys.KeyRow;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues further keys to a client and ends those that it has. A client has a bounded number of valid keys. */
@Service
class IssueKey {

    /** Most valid keys of a client: one in use, one to come, and some for its parts. */
    static final int MAX_VALID = 10;

    private final Clients clients;
    private final ApiKeys keys;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SecureRandom random;

    IssueKey(Clients clients, ApiKeys keys, InstantSource clock, Supplier<UUID> ids, SecureRandom random) {
        this.clients = clients;
        this.keys = keys;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /** A new key; the client's others go on as they are, or end when asked to. */
    @Transactional
    public Issued issue(String client, KeyRequest.Checked asked) {
        var owner = held(client);
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (keys.countValid(owner, now) >= MAX_VALID) {
            throw new ProblemException(
                    ProblemCode.TOO_MANY_KEYS,
                    "Client " + client + " has " + MAX_VALID + " valid keys. Revoke one that is of no use any more.");
        }
        var id = ids.get();
        var key = ApiKey.generate(random);
        keys.add(id, owner, key, asked.expiresAt(), now);
        var end = asked.othersExpireAt();
        if (end != null) {
            keys.endOthers(owner, id, end.isAfter(now) ? end : now);
        }
        return new Issued(row(owner, client, id), key);
    }

    /** The client's keys, the newest first. */
    @Transactional(readOnly = true)
    public List<KeyRow> list(String client) {
        return keys.list(clients.byName(client).orElseThrow(() -> notFound(client)));
    }

    /** Ends a key now. */
    @Transactional
    public KeyRow revoke(String client, UUID id) {
        var owner = held(client);
        keys.revoke(owner, id, clock.instant());
        return row(owner, client, id);
    }

    private ClientId held(String client) {
        var owner = clients.byName(client).orElseThrow(() -> notFound(client));
        keys.hold(owner);
        return owner;
    }

    private KeyRow row(ClientId owner, String client, UUID id) {
        return keys.find(owner, id)
                .orElseThrow(() ->
                        new ProblemException(ProblemCode.NOT_FOUND, "Client " + client + " has no key of this id."));
    }

    private static ProblemException notFound(String client) {
        return new ProblemException(ProblemCode.NOT_FOUND, "No client named " + client + " is registered.");
    }

    /** A key that was just made: the one moment at which it can be read. */
    record Issued(KeyRow row, ApiKey key) {}
}
