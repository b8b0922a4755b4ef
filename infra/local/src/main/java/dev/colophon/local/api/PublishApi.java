package dev.colophon.local.api;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** publish-api as a client with one key sees it. Each call is one request with a deadline; none is repeated here. */
public final class PublishApi implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Door door;

    public PublishApi(URI base, String key) {
        door = new Door("publish-api", base, Map.of("Authorization", "Bearer " + key));
    }

    public static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    public URI address() {
        return door.address();
    }

    /** @param idempotencyKey the same key may be sent again and again and means one job */
    public Answer publish(JsonNode job, String idempotencyKey) throws ApiUnreachable {
        return door.send(door.request("/v1/publications")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(job))));
    }

    /** @param bulk its items, each as {@link #publish} takes it */
    public Answer bulk(JsonNode bulk, String idempotencyKey) throws ApiUnreachable {
        return door.send(door.request("/v1/publications:bulk")
                .timeout(Door.ANSWER_TIMEOUT_OF_MANY)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(bulk))));
    }

    /**
     * Asks something of a publication that exists.
     *
     * @param command {@code unpublish}, {@code cancel} or {@code retry}
     */
    public Answer command(String publication, String command, String idempotencyKey) throws ApiUnreachable {
        return door.send(door.request("/v1/publications/" + encoded(publication) + "/" + command)
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.noBody()));
    }

    public Answer publication(String id) throws ApiUnreachable {
        return get("/v1/publications/" + encoded(id));
    }

    /** One page of this client's own publications. */
    public Answer publications(int limit, @Nullable String cursor) throws ApiUnreachable {
        return get("/v1/publications?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)));
    }

    public Answer get(String path) throws ApiUnreachable {
        return door.send(door.request(path).GET());
    }

    public Answer post(String path, JsonNode body) throws ApiUnreachable {
        return door.send(door.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer put(String path, JsonNode body) throws ApiUnreachable {
        return door.send(door.request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        door.close();
    }
}
