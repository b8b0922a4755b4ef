package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What the services answer: where they refuse, though the request brought secrets along as values, and where they show what they keep. A
 * refusal names properties and keys as they came, so there are none among those.
 *
 * @param site key of a site that all its registration is asked of
 * @param carried a secret that refused requests carry in their bodies
 */
public record Answers(Doors doors, String site, String carried) implements Place {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void show(BiConsumer<String, String> eye) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var refusals = new TreeSet<Integer>();
            for (var request : refused()) {
                var answer = look(http, request, eye);
                assertThat(answer.statusCode()).as(name(request)).isBetween(400, 499);
                refusals.add(answer.statusCode());
            }
            assertThat(refusals).containsAll(Set.of(400, 401, 403, 404, 405, 415, 422));
            for (var request : shown()) {
                var answer = look(http, request, eye);
                assertThat(answer.statusCode()).as(name(request)).isEqualTo(200);
            }
            assertThat(look(http, api("/v1/sites/" + site, doors.clientKey()).build(), eye)
                            .body())
                    .as("a registration is seen")
                    .contains("\"key\":\"" + site + "\"");
        }
    }

    private List<HttpRequest> refused() {
        var client = doors.clientKey();
        var admin = doors.adminKey();
        var publisher = doors.operations().getFirst();
        var nobody = UUID.randomUUID();
        return List.of(
                api("/v1/publications", doors.operationsKey()).build(),
                api("/v1/publications", carried).build(),
                api("/v1/publications?limit=all", client).build(),
                api("/v1/clients", client).build(),
                api("/v1/publications/" + nobody, client).build(),
                api("/v1/webhooks/" + nobody, client).build(),
                api("/v1/sites/no-such-site", client).build(),
                api("/nowhere", admin).build(),
                api("/v1/sites/" + site, admin).DELETE().build(),
                api("/v1/sites", admin)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString(carried))
                        .build(),
                post("/v1/sites", admin, "{\"credentials\": %s"),
                post("/v1/sites", admin, "{\"maxConcurrency\": \"%s\"}"),
                post("/v1/sites", admin, "{\"credentials\": \"%s\"}"),
                post("/v1/sites", admin, """
                        {"key": "hunted", "platform": "wordpress", "baseUrl": "ftp://%1$s@site.example",
                         "credentials": {"kind": "%1$s", "username": "%1$s", "password": "%1$s", "key": "%1$s"}}
                        """),
                post("/v1/webhooks", client, "{\"url\": \"http://u:%s@10.0.0.1/\"}"),
                post("/v1/clients", admin, "{\"name\": \"hunted\", \"role\": \"%s\"}"),
                post("/v1/publications", client, "{\"storyKey\": \"hunted\", \"content\": \"%s\"}"),
                operations(publisher, "/operations/v1/sites", client).build(),
                operations(publisher, "/operations/v1/sites/" + nobody + "/health", doors.operationsKey())
                        .build(),
                operations(publisher, "/operations/v1/sites/" + nobody + "/test", doors.operationsKey())
                        .POST(BodyPublishers.noBody())
                        .build(),
                operations(publisher, "/operations/v1/sites/x/health", doors.operationsKey())
                        .build(),
                HttpRequest.newBuilder(publisher.resolve("/operations/v1/sites"))
                        .header("Authorization", "Bearer " + doors.operationsKey())
                        .timeout(PATIENCE)
                        .build(),
                operations(doors.operations().getLast(), "/operations/v1/checks", carried)
                        .build(),
                operations(doors.operations().getLast(), "/operations/v1/resets", doors.operationsKey())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"reason\": %s".formatted(carried)))
                        .build());
    }

    private List<HttpRequest> shown() {
        return List.of(
                api("/v1/sites", doors.adminKey()).build(),
                api("/v1/clients", doors.adminKey()).build(),
                api("/v1/webhooks", doors.clientKey()).build(),
                api("/v1/database", doors.adminKey()).build(),
                api("/v1/publications", doors.clientKey()).build(),
                operations(doors.operations().getFirst(), "/operations/v1/sites", doors.operationsKey())
                        .build(),
                operations(doors.operations().getFirst(), "/operations/v1/database", doors.operationsKey())
                        .build(),
                operations(doors.operations().getFirst(), "/operations/v1/dead-letters", doors.operationsKey())
                        .build(),
                operations(doors.operations().getLast(), "/operations/v1/database", doors.operationsKey())
                        .build());
    }

    private HttpRequest post(String path, String key, String body) {
        return api(path, key)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body.formatted(carried)))
                .build();
    }

    private HttpRequest.Builder api(String path, String key) {
        return HttpRequest.newBuilder(doors.api().resolve(path))
                .header("Authorization", "Bearer " + key)
                .timeout(PATIENCE);
    }

    private static HttpRequest.Builder operations(URI door, String path, String key) {
        return HttpRequest.newBuilder(door.resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("X-Operator", "hunter")
                .timeout(PATIENCE);
    }

    private static HttpResponse<String> look(HttpClient http, HttpRequest request, BiConsumer<String, String> eye)
            throws Exception {
        var answer = http.send(request, BodyHandlers.ofString());
        eye.accept(
                "the answer %d to %s".formatted(answer.statusCode(), name(request)),
                answer.headers().map() + "\n" + answer.body());
        return answer;
    }

    private static String name(HttpRequest request) {
        return request.method() + " " + request.uri();
    }
}
