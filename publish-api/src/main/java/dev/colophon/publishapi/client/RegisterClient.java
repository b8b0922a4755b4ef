package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Registers a client together with its first key. */
@Service
class RegisterClient {

    private final Clients clients;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final SecureRandom random;

    RegisterClient(Clients clients, InstantSource clock, Supplier<UUID> ids, SecureRandom random) {
        this.clients = clients;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    /** The new client and its key, which nobody can look up again. */
    @Transactional
    Registered register(ClientRegistration.Checked asked) {
        var now = clock.instant();
        var id = new ClientId(ids.get());
        if (!clients.add(id, asked, now)) {
            throw new ProblemException(
                    ProblemCode.CLIENT_EXISTS,
                    "A client named " + asked.name()
                            + ", or one of the same OAuth client, is registered. Choose another.");
        }
        var key = ApiKey.generate(random);
        clients.addKey(ids.get(), id, key, now);
        return new Registered(id, key);
    }

    record Registered(ClientId id, ApiKey key) {}
}
