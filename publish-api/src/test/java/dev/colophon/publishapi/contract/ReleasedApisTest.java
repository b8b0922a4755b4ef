package dev.colophon.publishapi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the descriptions of the APIs promised when they went out (docs/contracts/released) holds in those of today. */
class ReleasedApisTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path CONTRACTS = RepositoryFiles.resolve("docs/contracts");

    private static final String SMALL_API = """
            openapi: 3.1.1
            paths:
              /v1/things:
                post:
                  parameters:
                    - {name: key, in: header, required: false, schema: {type: string, maxLength: 20}}
                  requestBody:
                    content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}
                  responses:
                    '200': {content: {application/json: {schema: {$ref: '#/components/schemas/Told'}}}}
                    '409': {content: {application/json: {schema: {type: object}}}}
            components:
              schemas:
                Thing:
                  type: object
                  additionalProperties: false
                  required: [name]
                  properties:
                    name: {type: string, minLength: 1}
                    kind: {type: string, enum: [a, b]}
                    within: {$ref: '#/components/schemas/Thing'}
                Told:
                  type: object
                  required: [id, state]
                  properties:
                    id: {type: string, format: uuid}
                    state: {type: string, enum: [new, old]}
                    count: {type: integer}
            """;

    private static final String SMALL_MESSAGES = """
            channels:
              events:
                address: things.v1
                messages: {event: {$ref: '#/components/messages/event'}}
                bindings: {kafka: {partitions: 6}}
            components:
              messageTraits:
                cloudEvent: {headers: {type: object, required: [ce_id], properties: {ce_id: {type: string}, trace: {type: string}}}}
              messages:
                event:
                  contentType: application/json
                  traits: [{$ref: '#/components/messageTraits/cloudEvent'}]
                  payload: {schema: {$ref: '../schemas/event.v1.json'}}
                  x-ce-types: [made, changed]
            """;

    static Stream<Arguments> releases() throws IOException {
        try (var numbers = Files.list(CONTRACTS.resolve("released/apis"))) {
            return numbers
                    .sorted()
                    .flatMap(number -> Stream.of("openapi", "asyncapi").map(api -> Arguments.of(api, number)))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void nothing_of_today_breaks_what_was_released(String api, Path number) throws IOException {
        var released = Described.of(Files.readString(number.resolve(api + ".yaml")));
        var today = Described.of(Files.readString(CONTRACTS.resolve(api + "/" + api + ".yaml")));

        assertThat(comparison(api).apply(released, today))
                .as(
                        "%s breaks release %s: bring it back, or give it a new version beside the old one",
                        api, number.getFileName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("releases")
    void what_was_released_is_never_edited(String api, Path number) throws Exception {
        var file = number.resolve(api + ".yaml");
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));

        assertThat(Files.readAllLines(CONTRACTS.resolve("released/SHA256SUMS")))
                .contains(HexFormat.of().formatHex(digest) + "  "
                        + CONTRACTS.resolve("released").relativize(file));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /paths/~1v1~1things                                    | null                           | POST /v1/things is gone
            /paths/~1v1~1things/post/responses/409                 | null                           | POST /v1/things 409 is gone
            /paths/~1v1~1things/post/requestBody/required          | true                           | POST /v1/things body is asked for
            /paths/~1v1~1things/post/parameters/0/required         | true                           | POST /v1/things asks for header parameter key
            /paths/~1v1~1things/post/parameters/0/name             | "other"                        | POST /v1/things header parameter key is gone
            /paths/~1v1~1things/post/parameters/0/schema/maxLength | 10                             | POST /v1/things header parameter key/maxLength was 20, is 10
            /components/schemas/Thing/required                     | ["name", "kind"]               | POST /v1/things body asks for "kind"
            /components/schemas/Thing/properties/kind              | null                           | POST /v1/things body/kind is gone
            /components/schemas/Thing/properties/kind/enum         | ["a"]                          | POST /v1/things body/kind/enum was ["a", "b"], is ["a"]
            /components/schemas/Thing/properties/name/type         | "integer"                      | POST /v1/things body/name/type was ["string"], is ["integer"]
            /components/schemas/Thing/properties/name/minLength    | 2                              | POST /v1/things body/name/minLength was 1, is 2
            /components/schemas/Thing/properties/name/pattern      | "x"                            | POST /v1/things body/name/pattern was , is "x"
            /components/schemas/Told/required                      | ["id"]                         | POST /v1/things 200 promises no more "state"
            /components/schemas/Told/properties/count              | null                           | POST /v1/things 200/count is gone
            /components/schemas/Told/properties/count/type         | ["integer", "null"]            | POST /v1/things 200/count/type was ["integer"], is ["integer", "null"]
            /components/schemas/Told/properties/state/enum         | ["new"]                        | POST /v1/things 200/state/enum was ["new", "old"], is ["new"]
            /components/schemas/Told/properties/id/format          | null                           | POST /v1/things 200/id/format was "uuid", is
            """)
    void what_breaks_a_client_is_named(String at, String value, String broken) {
        assertThat(OpenApiBreaks.between(Described.of(SMALL_API), planted(SMALL_API, at, value)))
                .map(one -> one.replace("\\\"", "\"").strip())
                .contains(broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /paths/~1v1~1others                                    | {"get": {}}
            /paths/~1v1~1things/post/responses/410                 | {"description": "gone"}
            /paths/~1v1~1things/post/parameters/1                  | {"name": "more", "in": "query", "required": false}
            /components/schemas/Thing/properties/more              | {"type": "string"}
            /components/schemas/Thing/properties/kind/enum         | ["a", "b", "c"]
            /components/schemas/Thing/properties/name/minLength    | 0
            /components/schemas/Thing/required                     | []
            /components/schemas/Told/properties/more               | {"type": "string"}
            /components/schemas/Told/properties/state/enum         | ["new", "old", "lost"]
            /components/schemas/Told/required                      | ["id", "state", "count"]
            /components/schemas/Told/properties/state/description  | "better words"
            """)
    void what_only_adds_breaks_nobody(String at, String value) {
        assertThat(OpenApiBreaks.between(Described.of(SMALL_API), planted(SMALL_API, at, value)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /channels/events                                               | null                         | things.v1 is gone
            /channels/events/address                                       | "things.v2"                  | things.v1 is gone
            /channels/events/bindings/kafka/partitions                     | 12                           | things.v1 partitions was 6, is 12
            /channels/events/messages/event                                | null                         | things.v1 event is gone
            /components/messages/event/payload/schema/$ref                 | "../schemas/other.v1.json"   | things.v1 event payload was
            /components/messages/event/x-ce-types                          | ["made"]                     | things.v1 event type "changed" is gone
            /components/messageTraits/cloudEvent/headers/required          | []                           | things.v1 event headers promises no more "ce_id"
            /components/messageTraits/cloudEvent/headers/properties/trace  | null                         | things.v1 event headers/trace is gone
            """)
    void what_breaks_a_subscriber_is_named(String at, String value, String broken) {
        assertThat(AsyncApiBreaks.between(Described.of(SMALL_MESSAGES), planted(SMALL_MESSAGES, at, value)))
                .anySatisfy(one -> assertThat(one).startsWith(broken));
    }

    @Test
    void a_description_breaks_nothing_of_itself() {
        assertThat(OpenApiBreaks.between(Described.of(SMALL_API), Described.of(SMALL_API)))
                .isEmpty();
        assertThat(AsyncApiBreaks.between(Described.of(SMALL_MESSAGES), Described.of(SMALL_MESSAGES)))
                .isEmpty();
    }

    private static BiFunction<Described, Described, List<String>> comparison(String api) {
        return api.equals("openapi") ? OpenApiBreaks::between : AsyncApiBreaks::between;
    }

    /** The description with a value at a place: in place of what is there, or beside it; null takes it away. */
    private static Described planted(String description, String at, String value) {
        var document = Described.of(description).document().deepCopy();
        var split = at.lastIndexOf('/');
        JsonNode parent = document.at(at.substring(0, split));
        var name = at.substring(split + 1).replace("~1", "/");
        var planted = JSON.readTree(value);
        if (parent instanceof tools.jackson.databind.node.ArrayNode array) {
            array.insert(Integer.parseInt(name), planted);
        } else if (planted.isNull()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, planted);
        }
        return new Described(document);
    }
}
