package dev.colophon.publishapi;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** That the description is well made, and that its examples are accepted by the service and answered as described. */
class OpenApiTest extends ApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNode API = JSON.valueToTree(new Yaml().load(Samples.text("openapi/openapi.yaml")));
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern PARAMETER = Pattern.compile("\\{([a-zA-Z]+)}");

    private record Operation(String method, String path, JsonNode description) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @Test
    void it_is_of_the_version_that_it_says_and_every_reference_leads_somewhere() {
        var references = new TreeSet<String>();
        collect(API, "$ref", references);

        assertThat(API.get("openapi").stringValue()).startsWith("3.1.");
        assertThat(references)
                .hasSizeGreaterThan(20)
                .allSatisfy(reference ->
                        assertThat(at(reference).isMissingNode()).as(reference).isFalse());
        for (var kind : List.of("schemas", "parameters", "responses", "headers", "requestBodies")) {
            API.at("/components/" + kind)
                    .propertyNames()
                    .forEach(name -> assertThat(references)
                            .as("is it of use to anything?")
                            .contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void every_operation_is_named_once_explained_and_says_how_it_refuses() {
        var tags = API.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").stringValue())
                .collect(toSet());
        var ids = new HashSet<String>();
        for (var operation : operations().toList()) {
            var told = operation.description();
            assertThat(ids.add(told.path("operationId").stringValue("")))
                    .as(operation + " operationId")
                    .isTrue();
            assertThat(told.path("operationId").stringValue(""))
                    .as(operation.toString())
                    .matches("[a-z][A-Za-z]+");
            assertThat(told.path("summary").stringValue(""))
                    .as(operation.toString())
                    .hasSizeBetween(5, 80)
                    .doesNotEndWith(".");
            assertThat(told.path("description").stringValue(""))
                    .as(operation.toString())
                    .startsWith("Role ");
            assertThat(told.path("tags").valueStream().map(JsonNode::stringValue))
                    .as(operation.toString())
                    .hasSize(1)
                    .isSubsetOf(tags);
            assertThat(told.at("/responses/default/$ref").stringValue(""))
                    .as(operation.toString())
                    .isEqualTo("#/components/responses/Problem");
            assertThat(told.path("responses").propertyNames().stream().filter(status -> status.startsWith("2")))
                    .as(operation.toString())
                    .isNotEmpty();
            assertThat(parametersInPath(told))
                    .as(operation.toString())
                    .isEqualTo(PARAMETER
                            .matcher(operation.path())
                            .results()
                            .map(found -> found.group(1))
                            .collect(toSet()));
            if (told.has("requestBody")) {
                assertThat(bodyOf(told).has("content")).as(operation.toString()).isTrue();
            }
        }
    }

    @Test
    void what_a_schema_requires_it_describes() {
        forEachSchema(API, schema -> {
            if (schema.has("required") && schema.has("properties")) {
                assertThat(schema.get("properties").propertyNames())
                        .as(schema.toString())
                        .containsAll(schema.get("required")
                                .valueStream()
                                .map(JsonNode::stringValue)
                                .toList());
            }
        });
    }

    @Test
    void every_body_that_is_asked_for_has_an_example_that_its_schema_takes_and_that_is_answered_as_described() {
        var run = new ArrayList<String>();
        for (var operation : askedWithJson()) {
            var media = bodyOf(operation.description()).at("/content/application~1json");
            assertThat(media.has("example")).as("%s has an example", operation).isTrue();
            assertThat(errors(media.get("schema"), media.get("example").toString()))
                    .as("%s", operation)
                    .isEmpty();

            var answer = send(
                    operation.method().toUpperCase(java.util.Locale.ROOT),
                    pathOf(operation),
                    ADMIN_KEY,
                    Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                    here(media.get("example")).toString());

            assertThat(answer.status()).as("%s: %s", operation, answer.body()).isBetween(200, 299);
            var told = resolved(operation.description().at("/responses/" + answer.status()));
            assertThat(told.isMissingNode())
                    .as("%s says nothing of %s", operation, answer.status())
                    .isFalse();
            assertThat(errors(told.at("/content/application~1json/schema"), answer.body()))
                    .as("%s: %s", operation, answer.body())
                    .isEmpty();
            run.add(operation.toString());
        }
        assertThat(run).hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void what_a_body_must_have_it_is_refused_without() {
        var asked = new ArrayList<String>();
        for (var operation : askedWithJson()) {
            var media = bodyOf(operation.description()).at("/content/application~1json");
            for (var name : resolved(media.get("schema")).path("required")) {
                var body = (ObjectNode) here(media.get("example"));
                body.remove(name.stringValue());
                var answer = send(
                        operation.method().toUpperCase(java.util.Locale.ROOT),
                        pathOf(operation),
                        ADMIN_KEY,
                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                        body.toString());

                assertThat(answer.status()).as("%s without %s", operation, name).isEqualTo(422);
                asked.add(operation + " " + name);
            }
        }
        assertThat(asked).hasSizeGreaterThan(8);
    }

    @Test
    void every_answer_without_a_body_asked_for_is_as_described_too() {
        var id = publish(story()).text("/publicationId");
        var webhook = send("POST", "/v1/webhooks", ADMIN_KEY, Map.of(), "{\"url\": \"http://127.0.0.1:1/described\"}")
                .text("/webhookId");
        assertThat(send("POST", "/v1/webhooks/" + webhook + "/test", ADMIN_KEY, Map.of(), "")
                        .status())
                .isEqualTo(202);
        for (var operation : operations()
                .filter(found -> found.method().equals("get")
                        && !found.path().startsWith("/v1/media")
                        && found.description().at("/responses/200/content").has("application/json"))
                .toList()) {
            var path = operation.path().contains("/bulks/")
                    ? "/v1/bulks/" + aBulk()
                    : operation
                            .path()
                            .replace("/webhooks/{id}", "/webhooks/" + webhook)
                            .replace("{id}", id)
                            .replace("{key}", site)
                            .replace("{name}", "bootstrap-admin");
            var answer = send("GET", path, ADMIN_KEY, Map.of(), "");

            assertThat(answer.status()).as("%s", operation).isEqualTo(200);
            assertThat(errors(
                            operation.description().at("/responses/200/content/application~1json/schema"),
                            answer.body()))
                    .as("%s: %s", operation, answer.body())
                    .isEmpty();
        }
    }

    @Test
    void the_check_of_answers_can_fail() {
        var problem = (ObjectNode) get("/v1/nothing").json();
        JsonNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");

        assertThat(errors(schema, problem.toString())).isEmpty();
        assertThat(errors(schema, problem.deepCopy().put("status", "404").toString()))
                .isNotEmpty();
        assertThat(errors(schema, problem.deepCopy().put("more", 1).toString()))
                .as("a property that is nowhere described")
                .isNotEmpty();
        problem.remove("code");
        assertThat(errors(schema, problem.toString())).isNotEmpty();
    }

    private String aBulk() {
        return send(
                        "POST",
                        "/v1/publications:bulk",
                        clientKey,
                        Map.of("Idempotency-Key", shortId()),
                        "{\"items\": [{}]}")
                .text("/bulkId");
    }

    /** A path that leads to something of this test, in a state in which the operation makes sense. */
    private String pathOf(Operation operation) {
        var path = operation.path();
        if (path.startsWith("/v1/publications/{id}/")) {
            var id = publish(story()).text("/publicationId");
            var projector = new Projector(tables);
            if (path.endsWith("unpublish")) {
                projector.tells(id, "published", 1);
            } else if (path.endsWith("retry")) {
                projector.tells(id, "failed", 1);
            }
            return path.replace("{id}", id);
        }
        if (path.startsWith("/v1/clients/{name}")) {
            var name = "client-" + shortId();
            var body = "{\"name\": \"%s\", \"role\": \"client\"}".formatted(name);
            assertThat(send("POST", "/v1/clients", ADMIN_KEY, Map.of(), body).status())
                    .isEqualTo(201);
            return path.replace("{name}", name);
        }
        if (path.startsWith("/v1/webhooks/{id}")) {
            var body = "{\"url\": \"http://127.0.0.1:1/%s\"}".formatted(shortId());
            return path.replace(
                    "{id}",
                    send("POST", "/v1/webhooks", ADMIN_KEY, Map.of(), body).text("/webhookId"));
        }
        return path.replace("{key}", site);
    }

    /** The example with this test's names in place of those that it made up, and later moments in place of past ones. */
    private JsonNode here(JsonNode example) {
        var tomorrow = Instant.now().plusSeconds(86_400).toString();
        return JSON.readTree(example.toString()
                .replaceAll("\"othersExpireAt\":\"[^\"]*\"", "\"othersExpireAt\":\"" + tomorrow + "\"")
                .replace("https://news.example/colophon", "http://127.0.0.1:1/" + shortId())
                .replace("\"site\":\"local\"", "\"site\":\"" + site + "\"")
                .replace("\"storyKey\":\"", "\"storyKey\":\"" + shortId() + "-")
                .replace("\"name\":\"", "\"name\":\"" + shortId() + "-")
                .replace("\"key\":\"", "\"key\":\"" + "s" + shortId() + "-"));
    }

    private static Stream<Operation> operations() {
        return API.get("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> new Operation(entry.getKey(), path.getKey(), entry.getValue())));
    }

    private static Set<String> parametersInPath(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(OpenApiTest::resolved)
                .filter(parameter -> parameter.path("in").stringValue("").equals("path"))
                .peek(parameter -> assertThat(parameter.path("required").booleanValue())
                        .as("%s", parameter)
                        .isTrue())
                .map(parameter -> parameter.get("name").stringValue())
                .collect(toCollection(TreeSet::new));
    }

    /** Images alone are handed in as they are (UploadTest). */
    private static List<Operation> askedWithJson() {
        return operations()
                .filter(found -> found.description().has("requestBody"))
                .filter(found -> !found.toString().equals("post /v1/media"))
                .toList();
    }

    private static JsonNode bodyOf(JsonNode operation) {
        return resolved(operation.get("requestBody"));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? at(node.get("$ref").stringValue()) : node;
    }

    private static JsonNode at(String reference) {
        return API.at(reference.substring(1));
    }

    /** What the schema says against it: the components stand beside it, where its references look for them. */
    private static List<String> errors(JsonNode schema, String body) {
        var document = JSON.createObjectNode();
        document.set("components", API.get("components"));
        document.putArray("allOf").add(schema);
        var undescribed = UndescribedProperties.in(API, schema, JSON.readTree(body)).stream()
                .map(place -> place + " is nowhere described: add it to docs/contracts/openapi/openapi.yaml");
        var faults = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document.toString())
                .validate(
                        body,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString);
        return Stream.concat(faults, undescribed).toList();
    }

    private static void collect(JsonNode node, String property, Set<String> found) {
        node.propertyStream().forEach(entry -> {
            if (entry.getKey().equals(property) && entry.getValue().isString()) {
                found.add(entry.getValue().stringValue());
            }
        });
        node.forEach(child -> collect(child, property, found));
    }

    private static void forEachSchema(JsonNode node, java.util.function.Consumer<JsonNode> check) {
        if (node.isObject() && node.has("required") && node.get("required").isArray()) {
            check.accept(node);
        }
        node.forEach(child -> forEachSchema(child, check));
    }
}
