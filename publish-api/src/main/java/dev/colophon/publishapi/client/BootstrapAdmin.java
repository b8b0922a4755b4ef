package dev.colophon.publishapi.client;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the key of the environment the one key of the bootstrap administrator, so that a fresh house has someone who can
 * let others in. Another key at the next start replaces it: that is how it is rotated.
 */
@Component
class BootstrapAdmin implements ApplicationRunner {

    /** Name of the client that the environment's key belongs to. */
    static final String NAME = "bootstrap-admin";

    private static final Logger log = LoggerFactory.getLogger(BootstrapAdmin.class);

    private final Clients clients;
    private final AdminProperties properties;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    BootstrapAdmin(Clients clients, AdminProperties properties, InstantSource clock, Supplier<UUID> ids) {
        this.clients = clients;
        this.properties = properties;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments arguments) {
        if (properties.key().isBlank()) {
            log.info("COLOPHON_ADMIN_KEY is not set: administrators are those that are registered already.");
            return;
        }
        var key = ApiKey.parse(properties.key())
                .orElseThrow(() -> new IllegalStateException(
                        "COLOPHON_ADMIN_KEY is not an API key: make one as clp_ and 32 random bytes in base64url."));
        var now = clock.instant();
        clients.add(
                new ClientId(ids.get()),
                new ClientRegistration.Checked(NAME, Role.ADMIN, HtmlPolicy.TRUSTED, null),
                now);
        var admin = clients.byName(NAME).orElseThrow();
        if (clients.addKey(ids.get(), admin, key, now)) {
            log.info("The key in COLOPHON_ADMIN_KEY is now the bootstrap administrator's; an earlier one is revoked.");
        }
        clients.ownerOf(key).filter(owner -> !owner.equals(NAME)).ifPresent(owner -> {
            throw new IllegalStateException(
                    "COLOPHON_ADMIN_KEY is a key of client " + owner + ", valid or not, and cannot be " + NAME
                            + "'s: nothing was changed. Set a new one, clp_ and 32 random bytes in base64url.");
        });
        clients.keepOnly(admin, key, now);
    }
}
