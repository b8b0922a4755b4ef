package dev.colophon.publishapi;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.webhook.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** That what this service says is what the contracts say. */
class ContractTest extends ApiTest {

    private static final String REQUESTED = "schemas/dev.colophon.publication.requested.v1.json";

    @Autowired
    JsonMapper json;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    static List<Path> samples() {
        return Samples.requests();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void the_message_writes_the_samples_as_they_are(Path sample) throws IOException {
        var text = Files.readString(sample);

        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
        assertThat(json.readTree(json.writeValueAsString(json.readValue(text, PublicationRequested.class))))
                .isEqualTo(json.readTree(text));
    }

    @Test
    void what_the_outbox_really_holds_is_valid() {
        var plain = story();
        var rich = story();
        content(rich)
                .put("title", "Ünïcode ⚓ \"quoted\" \\ <b>bold</b> " + shortId())
                .put("date", "1999-12-31T23:59:59.123456789-05:00")
                .put("password", "readers")
                .put("visibility", "private");
        content(rich)
                .putObject("settings")
                .put("author", 7)
                .put("commentStatus", "closed")
                .put("pingStatus", "open")
                .put("format", "aside")
                .put("template", "page-no-title");
        var page = story().put("placement", "page")
                .put("publishAt", java.time.Instant.now().plusSeconds(86_400).toString());
        content(page).remove(List.of("categories", "tags"));
        for (var request : List.of(plain, rich, page)) {
            var id = publish(request).text("/publicationId");
            assertThat(command(id, "cancel").status()).isEqualTo(202);
            new Projector(tables).tells(id, "cancelled", 2);
            assertThat(command(id, "retry").status()).isEqualTo(202);
            new Projector(tables).tells(id, "published", 3);
            assertThat(command(id, "unpublish").status()).isEqualTo(202);
            assertThat(payloads(id))
                    .hasSize(4)
                    .allSatisfy(payload -> assertThat(schema().validate(payload, InputFormat.JSON))
                            .as(payload)
                            .isEmpty());
        }
    }

    /** S1-7: by this word an adapter knows what is its own; a message without it is WordPress's, as it always was. */
    @Test
    void a_message_names_the_platform_whose_adapter_carries_it_out_unless_that_is_wordpress() {
        var board = "board-" + shortId();
        var registered = send(
                "POST",
                "/v1/sites",
                ADMIN_KEY,
                Map.of(),
                siteBody(board).put("platform", "bulletin").toString());
        assertThat(registered.status()).isEqualTo(201);
        var theirs = publish(story().put("site", board).put("placement", "facebook_story"))
                .text("/publicationId");
        assertThat(command(theirs, "cancel").status()).isEqualTo(202);
        var ours = publish(story()).text("/publicationId");
        assertThat(command(ours, "cancel").status()).isEqualTo(202);

        assertThat(payloads(theirs)).hasSize(2).allSatisfy(payload -> {
            assertThat(schema().validate(payload, InputFormat.JSON)).as(payload).isEmpty();
            assertThat(json.readTree(payload).path("platform").asString()).isEqualTo("bulletin");
        });
        assertThat(payloads(ours))
                .hasSize(2)
                .noneMatch(payload -> json.readTree(payload).has("platform"));
    }

    private List<String> payloads(String publication) {
        return tables.sql("SELECT payload FROM publish_api.outbox WHERE message_key = :key")
                .param("key", publication)
                .query((row, _) -> Objects.requireNonNull(row.getString("payload")))
                .list();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publicationId",
                "jobId",
                "siteId",
                "storyKey",
                "placement",
                "generation",
                "revision",
                "action",
                "variant",
                "requestedAt",
                "correlationId"
            })
    void the_schema_misses_what_is_missing(String property) {
        var sample = (ObjectNode) Samples.read("samples/requests/publication-requested.json");
        sample.remove(property);

        assertThat(schema().validate(sample.toString(), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void the_routes_that_are_served_are_the_routes_that_are_described_and_guarded() {
        var served = mappings.getHandlerMethods().entrySet().stream()
                .filter(handler ->
                        handler.getValue().getBeanType().getPackageName().startsWith("dev.colophon"))
                // Pages for people are no contract; ConsoleRoutesTest has a row for each.
                .filter(handler ->
                        !handler.getValue().getBeanType().getPackageName().endsWith(".console"))
                .flatMap(handler -> handler.getKey().getMethodsCondition().getMethods().stream()
                        .flatMap(method ->
                                handler.getKey().getPatternValues().stream().map(path -> method + " " + path)))
                .collect(toCollection(TreeSet::new));
        var guarded = AccessTest.ROUTES.stream()
                .map(route -> route.substring(0, route.lastIndexOf(' ')))
                .collect(toCollection(TreeSet::new));

        assertThat(served).isEqualTo(described()).isEqualTo(guarded).hasSizeGreaterThan(10);
    }

    @Test
    void every_answer_of_a_publication_has_the_properties_that_are_described() {
        var accepted = publish(story());
        var repeated = publish(story(accepted.text("/storyKey")));
        var status = get("/v1/publications/" + accepted.text("/publicationId"));

        assertThat(names(accepted)).isEqualTo(propertiesOf("Accepted"));
        assertThat(names(status)).isEqualTo(propertiesOf("Publication"));
        assertThat(names(repeated)).isEqualTo(propertiesOf("Repeated"));
        var id = accepted.text("/publicationId");
        assertThat(names(command(id, "cancel"))).isEqualTo(propertiesOf("CommandAccepted"));
        assertThat(names(command(id, "cancel"))).isEqualTo(propertiesOf("Repeated"));
        assertThat(names(get("/v1/publications/" + id + "/explanation"))).isEqualTo(propertiesOf("Explanation"));
        assertThat(status.json().get("links").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(propertiesOf("Links"));
        assertThat(names(get("/v1/sites/" + site))).isEqualTo(propertiesOf("Site"));
        assertThat(names(get("/v1/nothing"))).isEqualTo(propertiesOf("Problem"));
        var bulk = send(
                "POST",
                "/v1/publications:bulk",
                clientKey,
                Map.of("Idempotency-Key", shortId()),
                "{\"items\": [" + story() + ", {}]}");
        assertThat(names(bulk)).isEqualTo(propertiesOf("Bulk"));
        for (var item : bulk.json().get("items")) {
            assertThat(item.propertyStream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(propertiesOf("BulkItem"));
        }
        var client = send("GET", "/v1/clients?limit=1", ADMIN_KEY, Map.of(), "")
                .json()
                .at("/clients/0");
        assertThat(client.propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(propertiesOf("Client"));
    }

    /** A request for one placement alone, with one image and no other. */
    @Test
    void the_explanation_names_the_variant_that_was_taken_be_it_a_single_image() {
        var request = story();
        var content = content(request).deepCopy();
        content.putObject("featuredImage").put("url", "https://images.example/harbour.jpg");
        request.putObject("variants").set("post", content);
        var id = publish(request).text("/publicationId");
        var stored = tables.sql("""
                        SELECT j.variant_id::text FROM publish_api.publish_job j WHERE j.publication_id = CAST(:id AS uuid)
                        """).param("id", id).query(String.class).single();

        var explanation = get("/v1/publications/" + id + "/explanation");

        assertThat(explanation.text("/requests/0/variant/variantId")).isEqualTo(stored);
        assertThat(explanation.text("/requests/0/variant/slot")).isEqualTo("post");
        assertThat(explanation.json().at("/requests/0/variant/images").asInt()).isOne();
        assertThat(explanation.json().at("/requests/0").propertyStream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(requestsOfAnExplanation("/properties"));
        assertThat(names(explanation.json().at("/requests/0/variant")))
                .isEqualTo(requestsOfAnExplanation("/properties/variant/properties"));
    }

    private Set<String> requestsOfAnExplanation(String pointer) {
        return names(
                json.valueToTree(openApi()).at("/components/schemas/Explanation/properties/requests/items" + pointer));
    }

    @Test
    void every_event_of_a_timeline_has_the_properties_that_are_described_and_the_example_shows() {
        var id = publish(story()).text("/publicationId");
        var projector = new Projector(tables);
        projector.invalidates(id, "misrouted", "ada", projector.event(id, 1));
        var events = get("/v1/publications/" + id + "/timeline").json().get("events");
        var example = json.valueToTree(openApi())
                .at("/paths/~1v1~1publications~1{id}~1timeline/get/responses/200/content")
                .path("application/json")
                .at("/example/events");

        assertThat(events).hasSize(2);
        assertThat(example).isNotEmpty();
        for (var shown : List.of(events, example)) {
            assertThat(shown)
                    .allSatisfy(event -> assertThat(names(event)).isEqualTo(propertiesOf("TimelineEvent")))
                    .filteredOn(event -> !event.get("valid").asBoolean())
                    .isNotEmpty()
                    .allSatisfy(event ->
                            assertThat(names(event.get("invalidation"))).isEqualTo(propertiesOf("Invalidation")));
        }
    }

    private static Set<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).collect(toSet());
    }

    @Test
    void every_answer_about_a_webhook_has_the_properties_that_are_described() {
        var made = send("POST", "/v1/webhooks", clientKey, Map.of(), "{\"url\": \"https://hooks.example\"}");
        var path = "/v1/webhooks/" + made.text("/webhookId");

        assertThat(names(made)).isEqualTo(propertiesOf("NewWebhook"));
        assertThat(names(get(path))).isEqualTo(propertiesOf("Webhook"));
        assertThat(names(send("POST", path + "/test", clientKey, Map.of(), ""))).isEqualTo(propertiesOf("Delivery"));
        assertThat(send("DELETE", path, clientKey, Map.of(), "").status()).isEqualTo(204);
    }

    @Test
    void a_webhook_can_ask_for_the_events_that_there_are() {
        var asyncApi = map(new Yaml().load(Samples.text("asyncapi/asyncapi.yaml")));
        var event = map(map(map(asyncApi.get("components")).get("messages")).get("event"));
        var described = map(map(openApi().get("components")).get("schemas"));

        assertThat(EventType.all()).isEqualTo(event.get("x-ce-types"));
        assertThat(EventType.all()).isEqualTo(map(described.get("EventType")).get("enum"));
    }

    private static Set<String> names(Response answer) {
        return answer.json().propertyStream().map(Map.Entry::getKey).collect(toSet());
    }

    private static Set<String> described() {
        var found = new TreeSet<String>();
        map(openApi().get("paths"))
                .forEach((path, operations) -> map(operations).keySet().stream()
                        .filter(name ->
                                Set.of("get", "put", "post", "delete", "patch").contains(name))
                        .forEach(method -> found.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        return found;
    }

    private static Set<String> propertiesOf(String name) {
        var schemas = map(map(openApi().get("components")).get("schemas"));
        var schema = map(schemas.get(name));
        var parts = schema.containsKey("allOf") ? (List<?>) schema.get("allOf") : List.of(schema);
        return parts.stream()
                .map(ContractTest::map)
                .flatMap(part -> part.containsKey("$ref")
                        ? propertiesOf(String.valueOf(part.get("$ref")).replaceFirst(".*/", "")).stream()
                        : map(part.get("properties")).keySet().stream())
                .collect(toSet());
    }

    private static Map<String, Object> openApi() {
        return map(new Yaml().load(Samples.text("openapi/openapi.yaml")));
    }

    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object value) {
        var map = new java.util.LinkedHashMap<String, Object>();
        ((Map<?, ?>) java.util.Objects.requireNonNull(value))
                .forEach((key, entry) -> map.put(String.valueOf(key), entry));
        return map;
    }

    private static Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Samples.text(REQUESTED));
    }
}
