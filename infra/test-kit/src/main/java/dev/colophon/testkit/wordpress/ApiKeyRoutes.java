package dev.colophon.testkit.wordpress;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code /colophon/v1/keys}: an administrator makes keys of users and revokes them; each opens what its user may do. */
final class ApiKeyRoutes {

    static final String ROUTE = "/colophon/v1/keys";

    private final Map<String, Long> userOfKey = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();
    private final Users users;

    ApiKeyRoutes(Users users) {
        this.users = users;
    }

    /** Whose key it is, as the header gives it; nobody's where it is none. */
    User caller(String authorization) {
        Long user = userOfKey.get(authorization.substring(authorization.indexOf(' ') + 1));
        return user == null ? User.STRANGER : users.byId(user).orElse(User.STRANGER);
    }

    /** A key makes no keys. */
    Answer answer(String route, Incoming incoming, Call call) {
        String authorization = incoming.header("Authorization");
        boolean byKey = authorization != null && authorization.startsWith("Bearer ");
        if (call.user().role() != Role.ADMINISTRATOR || byKey) {
            throw new RestError(
                    call.user().refusalStatus(), "rest_forbidden", "Sorry, you are not allowed to manage API keys.");
        }
        if (route.equals(ROUTE) && call.method().equals("POST")) {
            return create(call.params());
        }
        if (route.startsWith(ROUTE + "/") && call.method().equals("DELETE")) {
            return revoke(route.substring(ROUTE.length() + 1));
        }
        throw RestError.noRoute();
    }

    boolean has(String route) {
        return route.equals(ROUTE) || route.startsWith(ROUTE + "/");
    }

    private Answer create(Params params) {
        long user = params.integer("user", 0);
        params.check();
        if (users.byId(user).isEmpty()) {
            throw new RestError(400, "colophon_unknown_user", "There is no such user.");
        }
        String key = "colophon_" + hex(8) + "_" + hex(32);
        userOfKey.put(key, user);
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", key).put("id", key.substring(9, 25));
        return Answer.json(201, json).with("Cache-Control", "no-store");
    }

    private Answer revoke(String id) {
        if (!userOfKey.keySet().removeIf(key -> key.startsWith("colophon_" + id + "_"))) {
            throw new RestError(404, "colophon_unknown_key", "There is no such API key.");
        }
        return Answer.json(200, JsonNodeFactory.instance.objectNode().put("revoked", true));
    }

    private String hex(int length) {
        byte[] bytes = new byte[length];
        new Random(made.incrementAndGet()).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
