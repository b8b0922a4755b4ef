package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Registers clients. */
@RestController
class ClientController {

    private static final Logger log = LoggerFactory.getLogger(ClientController.class);

    private final JsonBody bodies;
    private final RegisterClient registerClient;

    ClientController(JsonBody bodies, RegisterClient registerClient) {
        this.bodies = bodies;
        this.registerClient = registerClient;
    }

    @PostMapping(
            path = "/v1/clients",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ClientResource> register(HttpServletRequest request) {
        var asked = bodies.read(request, ClientRegistration.class).check();
        var client = registerClient.register(asked.name(), asked.role());
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

    /** The only answer that ever holds a key. */
    record ClientResource(UUID clientId, String name, String role, String key) {

        @Override
        public String toString() {
            return "ClientResource[clientId=" + clientId + ", name=" + name + ", role=" + role + ", key=***]";
        }
    }
}
