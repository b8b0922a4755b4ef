package dev.colophon.publishapi;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That the code reads what the description says, and nothing else: each field of a body, each parameter. */
class DescribedCodeTest extends ApiTest {

    private static final JsonNode API =
            JsonMapper.builder().build().valueToTree(new Yaml().load(Samples.text("openapi/openapi.yaml")));

    /** What each body is read as, and by which operations. */
    private static final Map<String, Set<String>> BODIES = Map.of(
            "request.PublicationRequest", Set.of("requestPublication"),
            "request.CommandBody", Set.of("unpublishPublication", "cancelPublication", "retryPublication"),
            "bulk.BulkRequest", Set.of("requestPublications"),
            "site.SiteRegistration", Set.of("registerSite", "putSite"),
            "site.CredentialsBody", Set.of("changeCredentials"),
            "client.ClientRegistration", Set.of("registerClient"),
            "client.KeyRequest", Set.of("issueKey"),
            "webhook.WebhookRequest", Set.of("registerWebhook", "changeWebhook"));

    private static final Pattern READ =
            Pattern.compile("bodies\\s*\\.(?:read|parse|convert)\\([^;]*?(\\w+)\\.class\\)");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void every_body_that_is_read_is_held_against_its_description() throws IOException {
        var read = new TreeSet<String>();
        try (var sources = Files.walk(RepositoryFiles.resolve("publish-api/src/main/java"))) {
            for (var source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                READ.matcher(Files.readString(source)).results().forEach(found -> read.add(found.group(1)));
            }
        }

        assertThat(read)
                .as("a body that BODIES does not know: add it there, with the operations that read it")
                .isEqualTo(BODIES.keySet().stream()
                        .map(name -> name.substring(name.indexOf('.') + 1))
                        .collect(toSet()));
    }

    @Test
    void every_field_of_a_body_is_described_and_every_described_field_is_read() throws Exception {
        for (var body : BODIES.entrySet()) {
            var type = Class.forName("dev.colophon.publishapi." + body.getKey());
            compare(
                    body.getKey(),
                    type,
                    body.getValue().stream().map(DescribedCodeTest::bodyOf).toList());
        }
    }

    @Test
    void every_parameter_that_is_read_is_described_and_the_other_way_round() {
        mappings.getHandlerMethods().forEach((route, handler) -> {
            if (handler.getBeanType().getPackageName().startsWith("dev.colophon")
                    && !handler.getBeanType().getPackageName().endsWith(".console")) {
                for (var path : route.getPatternValues()) {
                    route.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> assertThat(described(path, method.name()))
                                    .as("query parameters of %s %s: openapi.yaml and the code", method, path)
                                    .isEqualTo(read(handler)));
                }
            }
        });
    }

    private static Set<String> described(String path, String method) {
        return API.path("paths")
                .path(path)
                .path(method.toLowerCase(Locale.ROOT))
                .path("parameters")
                .valueStream()
                .map(parameter -> resolved(parameter))
                .filter(parameter -> parameter.path("in").stringValue().equals("query"))
                .map(parameter -> parameter.path("name").stringValue())
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> read(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(MethodParameter::getParameter)
                .map(java.lang.reflect.Parameter::getName)
                .collect(toCollection(TreeSet::new));
    }

    /** A record against the schemas of it: a field may be described by one of them, or by all. */
    private static void compare(String where, Type type, List<JsonNode> schemas) {
        if (type instanceof ParameterizedType generic) {
            var inner = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            compare(
                    where + "[]",
                    inner,
                    schemas.stream().flatMap(schema -> values(resolved(schema))).toList());
        } else if (type instanceof Class<?> fields && fields.isRecord() && !isReadAsAnotherThing(fields)) {
            var described = new TreeSet<String>();
            schemas.forEach(schema -> described.addAll(UndescribedProperties.names(API, schema)));
            assertThat(described)
                    .as("%s: openapi.yaml and the fields of %s", where, fields.getSimpleName())
                    .isEqualTo(Arrays.stream(fields.getRecordComponents())
                            .map(RecordComponent::getName)
                            .collect(toCollection(TreeSet::new)));
            for (var field : fields.getRecordComponents()) {
                compare(
                        where + "/" + field.getName(),
                        field.getGenericType(),
                        schemas.stream()
                                .map(schema -> UndescribedProperties.of(API, schema, field.getName()))
                                .filter(schema -> !schema.isMissingNode())
                                .toList());
            }
        }
    }

    /** What describes the values of a list, of an open object, or of one whose names are listed. */
    private static Stream<JsonNode> values(JsonNode schema) {
        if (schema.has("items")) {
            return Stream.of(schema.path("items"));
        }
        var open = schema.path("additionalProperties");
        return open.isObject() ? Stream.of(open) : schema.path("properties").valueStream();
    }

    /** A record that JSON shows as a text or a list. */
    private static boolean isReadAsAnotherThing(Class<?> fields) {
        return Arrays.stream(fields.getDeclaredConstructors())
                .map(constructor -> constructor.getAnnotation(JsonCreator.class))
                .anyMatch(creator -> creator != null && creator.mode() == JsonCreator.Mode.DELEGATING);
    }

    private static JsonNode bodyOf(String operationId) {
        return API.path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(operation ->
                        operation.path("operationId").stringValue("").equals(operationId))
                .map(operation -> resolved(operation.path("requestBody")).at("/content/application~1json/schema"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("openapi.yaml has no operation " + operationId));
    }

    private static JsonNode resolved(JsonNode node) {
        var reference = node.path("$ref").stringValue("");
        return reference.isEmpty() ? node : API.at(reference.substring(1));
    }
}
