package dev.colophon.local.api;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations API of publisher or projector, as an operator with the key and a name sees it. */
public final class OperationsApi implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Door door;

    /** @param service its name, for messages */
    public OperationsApi(String service, URI base, String key, String operator) {
        door = new Door(service, base, Map.of("Authorization", "Bearer " + key, "X-Operator", operator));
    }

    public Answer get(String path) throws ApiUnreachable {
        return door.send(door.request(path).GET());
    }

    public Answer post(String path, JsonNode body) throws ApiUnreachable {
        return door.send(door.request(path)
                .timeout(Door.ANSWER_TIMEOUT_OF_MANY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    @Override
    public void close() {
        door.close();
    }
}
