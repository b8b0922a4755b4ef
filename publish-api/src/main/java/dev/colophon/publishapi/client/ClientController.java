package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.JsonBody;
import dev.colophon.publishapi.problem.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Registers and lists clients. */
@RestController
class ClientController {

    private static final Logger log = LoggerFactory.getLogger(ClientController.class);
    private static final int MAX_LIMIT = 500;
    private static final int DEFAULT_LIMIT = 100;

    private final JsonBody bodies;
    private final RegisterClient registerClient;
    private final Clients clients;
    private final InstantSource clock;

    ClientController(JsonBody bodies, RegisterClient registerClient, Clients clients, InstantSource clock) {
        this.bodies = bodies;
        this.registerClient = registerClient;
        this.clients = clients;
        this.clock = clock;
    }

    @PostMapping(
            path = "/v1/clients",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ClientResource> register(HttpServletRequest request) {
        var asked = bodies.read(request, ClientRegistration.class).check();
        var client = registerClient.register(asked);
        log.info(
                "Client {} is registered as {}; its key was shown once.",
                asked.name(),
                asked.role().text());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new ClientResource(
                        client.id().value(),
                        asked.name(),
                        asked.role().text(),
                        client.key().reveal()));
    }

    @GetMapping(path = "/v1/clients", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ClientPage> list(
            @RequestParam(defaultValue = "") String after, @RequestParam(required = false) @Nullable String limit) {
        var most = Parameters.limit(limit, DEFAULT_LIMIT, MAX_LIMIT);
        var found = clients.list(Parameters.after(after), most + 1, clock.instant());
        var page = found.stream().limit(most).toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ClientPage(page, found.size() > most ? page.getLast().name() : null));
    }

    /** The only answer that ever holds a key. */
    record ClientResource(UUID clientId, String name, String role, String key) {

        @Override
        public String toString() {
            return "ClientResource[clientId=" + clientId + ", name=" + name + ", role=" + role + ", key=***]";
        }
    }
}
