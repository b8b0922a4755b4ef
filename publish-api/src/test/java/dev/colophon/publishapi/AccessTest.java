package dev.colophon.publishapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.wordpress.Pictures;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest extends ApiTest {

    /** Least role per route; a route that is served and has no row here fails {@link ContractTest}. */
    static final List<String> ROUTES = List.of(
            "POST /v1/clients admin",
            "GET /v1/clients admin",
            "GET /v1/clients/{name}/keys admin",
            "POST /v1/clients/{name}/keys admin",
            "POST /v1/clients/{name}/keys/{id}/revoke admin",
            "GET /v1/database admin",
            "POST /v1/sites admin",
            "GET /v1/sites client",
            "GET /v1/sites/{key} client",
            "PUT /v1/sites/{key} admin",
            "PUT /v1/sites/{key}/credentials admin",
            "POST /v1/sites/{key}/suspend operator",
            "POST /v1/sites/{key}/resume operator",
            "POST /v1/sites/{key}/retry-failed operator",
            "POST /v1/webhooks client",
            "GET /v1/webhooks client",
            "GET /v1/webhooks/{id} client",
            "PATCH /v1/webhooks/{id} client",
            "DELETE /v1/webhooks/{id} client",
            "POST /v1/webhooks/{id}/rotate-secret client",
            "POST /v1/webhooks/{id}/test client",
            "GET /v1/webhooks/{id}/deliveries client",
            "POST /v1/webhooks/{id}/deliveries/{delivery}/redeliver client",
            "POST /v1/media client",
            "GET /v1/media/{id} client",
            "POST /v1/publications client",
            "POST /v1/publications:bulk client",
            "GET /v1/bulks/{id} client",
            "GET /v1/publications client",
            "GET /v1/publications/{id} client",
            "GET /v1/publications/{id}/events client",
            "GET /v1/publications/{id}/timeline client",
            "GET /v1/publications/{id}/explanation client",
            "POST /v1/publications/{id}/unpublish client",
            "POST /v1/publications/{id}/cancel client",
            "POST /v1/publications/{id}/retry client");

    private static final List<String> ROLES = List.of("client", "operator", "admin");

    @Test
    void every_route_asks_for_its_role_and_lets_each_higher_one_pass() {
        for (var role : ROLES) {
            var key = newClient(role);
            for (var route : ROUTES) {
                var parts = route.split(" ", -1);
                var path = parts[1].replace("{key}", "nowhere")
                        .replace("{id}", "nothing")
                        .replace("{name}", "nobody")
                        .replace("{delivery}", "nothing");
                var body = Set.of("GET", "DELETE").contains(parts[0]) ? "" : "{}";
                var status = send(parts[0], path, key, Map.of(), body).status();
                var allowed = ROLES.indexOf(role) >= ROLES.indexOf(parts[2]);
                assertThat(status != 403)
                        .as("%s as %s: %s", route, role, status)
                        .isEqualTo(allowed);
                assertThat(status).as(route).isNotEqualTo(401).isLessThan(500);
            }
        }
    }

    @Test
    void no_route_answers_without_a_key() {
        for (var route : ROUTES) {
            var parts = route.split(" ", -1);
            var answer =
                    send(parts[0], parts[1].replaceAll("[{}]", ""), "", Map.of(), parts[0].equals("GET") ? "" : "{}");
            assertThat(answer.status()).as(route).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("Bearer realm=\"colophon\"");
            assertThat(answer.text("/code")).isEqualTo("UNAUTHENTICATED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer clp_short",
                "Basic Y2xwOng=",
                "Bearer clp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "Bearer xyz_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void a_key_that_is_none_is_a_401(String authorization) {
        var answer = send("GET", "/v1/sites", "", Map.of("Authorization", authorization), "");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void a_key_of_another_prefix_is_none_be_its_hash_on_record() {
        var foreign = clientKey.replace("clp_", "xyz_");
        tables.sql("UPDATE publish_api.api_key SET sha256 = sha256(convert_to(:key, 'UTF8')) WHERE client_id = :client")
                .param("key", foreign)
                .param("client", clientIdOf(clientKey))
                .update();

        assertThat(send("GET", "/v1/sites", foreign, Map.of(), "").status()).isEqualTo(401);
    }

    @Test
    void a_key_in_the_query_string_is_not_looked_at() {
        assertThat(send("GET", "/v1/sites?access_token=" + clientKey, "", Map.of(), "")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_key_that_was_revoked_elsewhere_is_a_401_within_moments() {
        assertThat(get("/v1/sites").status()).isEqualTo(200);
        tables.sql("UPDATE publish_api.api_key SET revoked_at = now() WHERE client_id = :client")
                .param("client", clientIdOf(clientKey))
                .update();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/v1/sites").status()).isEqualTo(401));
    }

    @Test
    void only_the_hash_of_a_key_is_stored() {
        var found = tables.sql(
                        "SELECT count(*) FROM publish_api.api_key k WHERE k::text LIKE '%' || :key || '%' OR octet_length(sha256) <> 32")
                .param("key", clientKey)
                .query(Long.class)
                .single();

        assertThat(found).isZero();
        assertThat(clientKey).matches("clp_[A-Za-z0-9_-]{43}");
    }

    @ParameterizedTest
    @CsvSource({"'',client", "a b,client", "fine,owner", "fine,"})
    void a_client_without_a_proper_name_or_role_is_refused(String name, String role) {
        var body = "{\"name\": \"%s\", \"role\": %s}".formatted(name, role == null ? "null" : "\"" + role + "\"");

        assertThat(send("POST", "/v1/clients", ADMIN_KEY, Map.of(), body).status())
                .isEqualTo(422);
    }

    @Test
    void a_name_is_given_to_one_client_only() {
        var body = "{\"name\": \"twice-%s\", \"role\": \"client\"}".formatted(shortId());

        assertThat(send("POST", "/v1/clients", ADMIN_KEY, Map.of(), body).status())
                .isEqualTo(201);
        assertThat(send("POST", "/v1/clients", ADMIN_KEY, Map.of(), body).status())
                .isEqualTo(409);
    }

    @Test
    void clients_are_listed_by_name_page_by_page_with_how_they_are_let_in_and_no_key() {
        var prefix = "listed-" + shortId();
        for (var name : List.of(prefix + "-a", prefix + "-b", prefix + "-c")) {
            var body = "{\"name\": \"%s\", \"role\": \"operator\"}".formatted(name);
            assertThat(send("POST", "/v1/clients", ADMIN_KEY, Map.of(), body).status())
                    .isEqualTo(201);
        }
        var first = clients("?limit=2&after=" + prefix);
        var second = clients("?limit=2&after=" + first.text("/next"));

        assertThat(first.text("/clients/0/name")).isEqualTo(prefix + "-a");
        assertThat(first.text("/clients/0/role")).isEqualTo("operator");
        assertThat(first.json().at("/clients/0/validKeys").intValue()).isOne();
        assertThat(first.json().at("/clients/0/lastUsedAt").isNull()).isTrue();
        assertThat(first.text("/next")).isEqualTo(prefix + "-b");
        assertThat(second.text("/clients/0/name")).isEqualTo(prefix + "-c");
        assertThat(first.body()).doesNotContain("clp_", "sha256");
        assertThat(clients("?limit=501").status()).isEqualTo(400);
        assertThat(clients("?limit=x").text("/errors/0/pointer")).isEqualTo("?limit");
    }

    private Response clients(String query) {
        return send("GET", "/v1/clients" + query, ADMIN_KEY, Map.of(), "");
    }

    /** Routes to what belongs to no client, by the reason. Every other route with an id in it is tried. */
    private static final Map<String, List<String>> UNOWNED = Map.of(
            "clients and their keys are the administrators': for a client it is a 403, whosever name it is",
            List.of(
                    "GET /v1/clients/{name}/keys",
                    "POST /v1/clients/{name}/keys",
                    "POST /v1/clients/{name}/keys/{id}/revoke"),
            "sites are the operators', shared by all clients: each may look, and change nothing",
            List.of(
                    "GET /v1/sites/{key}",
                    "PUT /v1/sites/{key}",
                    "PUT /v1/sites/{key}/credentials",
                    "POST /v1/sites/{key}/suspend",
                    "POST /v1/sites/{key}/resume",
                    "POST /v1/sites/{key}/retry-failed"));

    @Test
    void what_is_another_clients_is_a_404_on_every_route_that_leads_to_it_and_is_changed_by_none() {
        var mine = things();
        var stranger = newClient("client");
        var before = stored();
        var webhooks = count("webhook");
        var unowned = UNOWNED.values().stream().flatMap(List::stream).collect(toCollection(TreeSet::new));
        var tried = 0;
        for (var route : ROUTES) {
            var parts = route.split(" ", -1);
            if (!parts[1].contains("{") || unowned.remove(parts[0] + " " + parts[1])) {
                continue;
            }
            var path = leadingTo(mine, parts[1]);
            var body = parts[0].equals("PATCH") ? "{}" : "";
            var answer = send(parts[0], path, stranger, Map.of("Idempotency-Key", shortId()), body);
            assertThat(answer.status()).as(route).isEqualTo(404);
            assertThat(answer.text("/code")).as(route).isEqualTo("NOT_FOUND");
            if (parts[0].equals("GET") && !path.endsWith("/events")) {
                assertThat(get(path).status())
                        .as("%s by whom it belongs to", route)
                        .isEqualTo(200);
            }
            tried++;
        }
        assertThat(tried).isGreaterThanOrEqualTo(15);
        assertThat(unowned).as("no routes any more").isEmpty();
        assertThat(stored()).isEqualTo(before);
        assertThat(count("webhook")).isEqualTo(webhooks);
        assertThat(send("GET", "/v1/publications", stranger, Map.of(), "")
                        .json()
                        .get("publications")
                        .size())
                .isZero();
    }

    @Test
    void a_client_sees_of_a_site_where_it_is_and_how_it_is_published_to_and_changes_nothing() {
        var seen = get("/v1/sites/" + site);

        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.body()).doesNotContain(SITE_PASSWORD, "editor\"", "sealed");
        assertThat(seen.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "siteId",
                        "key",
                        "platform",
                        "baseUrl",
                        "state",
                        "editPolicy",
                        "maxConcurrency",
                        "maxVisitsPerMinute",
                        "defaults",
                        "credentialsSetAt",
                        "createdAt",
                        "updatedAt");
        for (var route : ROUTES) {
            var parts = route.split(" ", -1);
            if (parts[1].startsWith("/v1/sites") && !parts[0].equals("GET")) {
                var path = parts[1].replace("{key}", site);
                assertThat(send(parts[0], path, clientKey, Map.of(), "{}").status())
                        .as(route)
                        .isEqualTo(403);
            }
        }
    }

    /** Something of this test's client for each place of a path that can name one, by what stands before it. */
    private Map<String, String> things() {
        var bulk = send(
                "POST",
                "/v1/publications:bulk",
                clientKey,
                Map.of("Idempotency-Key", shortId()),
                "{\"items\": [" + story() + "]}");
        var webhook = send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"url\": \"http://127.0.0.1:1/mine\"}")
                .text("/webhookId");
        return Map.of(
                "publications/{id}", publish(story()).text("/publicationId"),
                "bulks/{id}", bulk.text("/bulkId"),
                "media/{id}", upload().text("/mediaId"),
                "webhooks/{id}", webhook,
                "deliveries/{delivery}",
                        send("POST", "/v1/webhooks/" + webhook + "/test", clientKey, Map.of(), "")
                                .text("/deliveryId"));
    }

    private static String leadingTo(Map<String, String> things, String route) {
        var path = route;
        for (var thing : things.entrySet()) {
            path = path.replace(thing.getKey(), thing.getKey().replaceAll("\\{.*}", thing.getValue()));
        }
        assertThat(path)
                .as("%s leads to what this test has none of: add it to things(), or to UNOWNED with the reason", route)
                .doesNotContain("{");
        return path;
    }

    private Response upload() {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n".getBytes(UTF_8));
        body.writeBytes(Pictures.png(7));
        body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        return exchange(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/media"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + clientKey)
                .header("Idempotency-Key", shortId())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build());
    }
}
