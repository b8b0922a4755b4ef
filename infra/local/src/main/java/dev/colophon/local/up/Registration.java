package dev.colophon.local.up;

import dev.colophon.local.api.Answer;
import dev.colophon.local.api.ApiUnreachable;
import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.testkit.wordpress.Account;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the local site and the upstream service known to publish-api, over its public door and as often as one likes. */
record Registration(URI api, Home home) {

    static final String SITE = "local";

    private static final int CONCURRENCY_MAX = 2;
    private static final int CONFLICT = 409;
    private static final int UNAUTHORISED = 401;
    private static final JsonMapper JSON = new JsonMapper();

    /** The key of the client that {@code publish} plays; a new client is made where the one on record is not known. */
    Secrets client(Secrets secrets) throws IOException {
        var known = secrets.clientKey();
        if (known != null && isKnown(known)) {
            return secrets.withClientKey(known, home);
        }
        try (var admin = new PublishApi(api, secrets.adminKey())) {
            var made = admin.post("/v1/clients", client(SITE));
            if (made.status() == CONFLICT) {
                // Its key was shown once, and is lost: it stays, and another one takes its place.
                made = admin.post("/v1/clients", client(SITE + "-" + UUID.randomUUID()));
            }
            return secrets.withClientKey(require(made, "register a client").text("key"), home);
        }
    }

    /** Registers the site, or brings address and credentials up to date. */
    void site(Secrets secrets, URI url, Account editor) throws IOException {
        var site = JSON.createObjectNode()
                .put("platform", "wordpress")
                .put("baseUrl", url.toString())
                .put("maxConcurrency", CONCURRENCY_MAX);
        site.set(
                "credentials",
                JSON.createObjectNode()
                        .put("kind", "application_password")
                        .put("username", editor.login())
                        .put("password", editor.applicationPassword()));
        try (var admin = new PublishApi(api, secrets.adminKey())) {
            require(admin.put("/v1/sites/" + SITE, site), "register the site");
        }
    }

    private boolean isKnown(String key) throws ApiUnreachable {
        try (var client = new PublishApi(api, key)) {
            return client.publications(1, null).status() != UNAUTHORISED;
        }
    }

    private static ObjectNode client(String name) {
        return JSON.createObjectNode().put("name", name).put("role", "client");
    }

    private static Answer require(Answer answer, String what) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("publish-api would not %s: %s".formatted(what, answer.problem()));
        }
        return answer;
    }
}
