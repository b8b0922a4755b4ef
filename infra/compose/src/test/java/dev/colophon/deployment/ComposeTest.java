package dev.colophon.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ComposeTest {

    private static final String FOLDER = "infra/compose/";
    private static final Set<String> ENDS = Set.of("kafka-setup");

    private final JsonNode compose = Yaml.one(FOLDER + "compose.yaml");

    @Test
    void every_image_has_a_version_of_its_own() {
        services()
                .forEach(name -> assertThat(service(name).path("image").asString())
                        .as(name)
                        .matches("[a-z0-9./-]+:v?[0-9]+[0-9a-z._-]*")
                        .doesNotContain("latest"));
    }

    @Test
    void every_part_that_stays_has_a_health_check_and_what_needs_it_waits_for_it() {
        services().forEach(name -> {
            if (!ENDS.contains(name)) {
                assertThat(service(name).path("healthcheck").path("test").size())
                        .as(name)
                        .isPositive();
            }
            service(name)
                    .path("depends_on")
                    .properties()
                    .forEach(needed -> assertThat(
                                    needed.getValue().path("condition").asString())
                            .as("%s waits for %s", name, needed.getKey())
                            .isEqualTo(
                                    ENDS.contains(needed.getKey())
                                            ? "service_completed_successfully"
                                            : "service_healthy"));
        });
    }

    @Test
    void every_port_is_on_the_loopback_address_and_nobody_elses() {
        var taken = new HashSet<String>();
        services()
                .forEach(name -> service(name).path("ports").forEach(port -> {
                    assertThat(port.asString()).as(name).matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+");
                    assertThat(taken.add(port.asString().split(":", -1)[1]))
                            .as(port.asString())
                            .isTrue();
                }));
        assertThat(taken).hasSizeGreaterThan(8);
    }

    @Test
    void no_secret_stands_in_the_environment() {
        services()
                .forEach(name -> service(name).path("environment").properties().forEach(variable -> {
                    if (variable.getKey().matches(".*(PASSWORD|SECRET|KEY|KEYSET|TOKEN)(_FILE|__FILE)?")) {
                        assertThat(variable.getValue().asString())
                                .as("%s of %s", variable.getKey(), name)
                                .startsWith("/run/secrets");
                    }
                }));
    }

    @Test
    void every_secret_is_a_file_that_make_secrets_draws_and_git_ignores() {
        var script = Yaml.text(FOLDER + "make-secrets");
        var declared = new TreeSet<String>();
        compose.path("secrets").properties().forEach(secret -> {
            var file = secret.getValue().path("file").asString();
            assertThat(file).startsWith("./secrets/");
            var name = file.substring("./secrets/".length());
            assertThat(script)
                    .contains(
                            name.startsWith("kafka/")
                                    ? name.substring("kafka/".length())
                                    : name.startsWith("database_") ? "draw \"database_" : name);
            declared.add(secret.getKey());
        });
        services()
                .forEach(name -> service(name)
                        .path("secrets")
                        .forEach(secret -> assertThat(declared)
                                .as(name)
                                .contains(
                                        secret.isString()
                                                ? secret.asString()
                                                : secret.path("source").asString())));
        assertThat(Yaml.text(".gitignore")).contains("/infra/compose/secrets/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_gets_what_its_configuration_asks_for_and_nothing_that_it_does_not_know(String module) {
        var given = new TreeSet<String>();
        service(module).path("environment").properties().forEach(variable -> given.add(variable.getKey()));
        service(module).path("environment").path("<<").properties().forEach(variable -> given.add(variable.getKey()));
        service(module)
                .path("secrets")
                .forEach(secret -> given.add(secret.path("target").asString()));
        given.removeIf(name -> !name.startsWith("COLOPHON_"));

        assertThat(given).containsAll(Asked.must(module));
        assertThat(Asked.may(module)).containsAll(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_has_the_database_and_kafka_passwords_of_its_own_users_alone(String module) {
        var sources = new TreeSet<String>();
        service(module)
                .path("secrets")
                .forEach(secret -> sources.add(secret.path("source").asString()));
        sources.removeIf(source -> !source.startsWith("database_") && !source.startsWith("kafka_"));

        var user = module.replace('-', '_');
        assertThat(sources)
                .containsExactlyInAnyOrder("database_" + user, "database_" + user + "_owner", "kafka_" + module);
    }

    @Test
    void an_image_is_trained_with_the_jar_the_libraries_and_the_options_that_it_runs_with() {
        var build = Yaml.text(FOLDER + "Dockerfile").lines().toList();
        var training = build.indexOf("RUN /opt/colophon/train");

        assertThat(build.subList(0, training))
                .contains(
                        "COPY ${MODULE}/target/lib /opt/colophon/lib",
                        "COPY ${MODULE}/target/*-SNAPSHOT.jar /opt/colophon/app.jar")
                .filteredOn(line -> line.startsWith("COPY --chmod") && line.endsWith(" /opt/colophon/"))
                .hasSize(2);
        assertThat(build.subList(training, build.size()))
                .as("what comes later changes no file")
                .noneMatch(line -> line.startsWith("COPY"))
                .contains("ENTRYPOINT [\"/opt/colophon/run-service\"]");
        for (var script : List.of("train", "run-service")) {
            assertThat(Yaml.text(FOLDER + script))
                    .as(script)
                    .contains("\n. \"$here/java-options\"\n", "\"${java_options[@]}\"", "/app.aot")
                    .doesNotContain("JAVA_OPTIONS");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_whose_heap_is_full_ends_and_is_started_anew(String module) {
        assertThat(Yaml.text(FOLDER + "java-options")).contains("} -XX:+ExitOnOutOfMemoryError ");
        assertThat(service(module).path("restart").asString("")).isEqualTo("unless-stopped");
    }

    /** Such a folder is memory of the machine, half of it unless told otherwise. */
    @Test
    void a_folder_in_memory_has_a_size_and_a_part_that_writes_no_other_has_one() {
        services().forEach(name -> {
            var folders = service(name).path("tmpfs");
            folders.forEach(folder -> assertThat(folder.asString()).as(name).matches("/[a-z/]+:size=[1-9][0-9]*[mg]"));
            if (service(name).path("read_only").asBoolean(false)) {
                assertThat(folders.size()).as(name).isPositive();
            }
        });
        assertThat(services()).anyMatch(name -> service(name).has("tmpfs"));
    }

    @Test
    void whatever_is_mounted_from_the_repository_is_there() {
        var mounted = new TreeSet<String>();
        services()
                .forEach(name -> service(name).path("volumes").forEach(volume -> {
                    if (volume.asString().startsWith(".")) {
                        mounted.add(volume.asString().split(":", -1)[0]);
                    }
                }));
        assertThat(mounted)
                .isNotEmpty()
                .allSatisfy(path ->
                        assertThat(RepositoryFiles.resolve(FOLDER + path)).exists());
    }

    @Test
    void prometheus_scrapes_every_service_and_kafka_ui_reads_only() {
        var targets = Yaml.text(FOLDER + "prometheus.yml");
        for (var target :
                List.of("publish-api:8081", "outbox-relay:8082", "wordpress-publisher:8083", "status-projector:8084")) {
            assertThat(targets).contains("'" + target + "'");
        }
        var cluster = Yaml.one(FOLDER + "kafka-ui.yaml")
                .path("kafka")
                .path("clusters")
                .path(0);
        assertThat(cluster.path("readOnly").asBoolean(false)).isTrue();
        assertThat(cluster.path("masking").size()).isPositive();
    }

    /** Whoever comes by a listener that asks for nobody may do everything: no other container comes there, whatever networks it is on. */
    @Test
    void kafka_listens_without_asking_who_comes_on_its_own_loopback_address_alone() {
        var kafka = service("kafka").path("environment");
        var protocols = pairs(kafka, "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", ":");
        var listeners = pairs(kafka, "KAFKA_LISTENERS", "://");
        var advertised = pairs(kafka, "KAFKA_ADVERTISED_LISTENERS", "://");

        assertThat(listeners.keySet()).isEqualTo(protocols.keySet()).containsAll(advertised.keySet());
        listeners.forEach((listener, address) -> {
            if (!protocols.getOrDefault(listener, "").startsWith("SASL_")) {
                assertThat(address).as(listener).startsWith("localhost:");
                assertThat(advertised.getOrDefault(listener, address))
                        .as(listener)
                        .isEqualTo(address);
            }
        });
        assertThat(service("kafka").has("network_mode")).isFalse();
    }

    @Test
    void the_setup_alone_stands_in_kafkas_place_and_everybody_else_comes_by_name() {
        var plain = pairs(service("kafka").path("environment"), "KAFKA_LISTENERS", "://")
                .get("OPERATOR");
        services().forEach(name -> {
            var setup = name.equals("kafka-setup");
            assertThat(service(name).path("network_mode").asString(""))
                    .as(name)
                    .isEqualTo(setup ? "service:kafka" : "");
            if (setup) {
                assertThat(service(name)
                                .path("environment")
                                .path("COLOPHON_KAFKA_BOOTSTRAP_SERVERS")
                                .asString())
                        .isEqualTo(plain);
            }
        });
        assertThat(compose.path("x-service")
                        .path("COLOPHON_KAFKA_SECURITY_PROTOCOL")
                        .asString())
                .startsWith("SASL_");
    }

    private static Map<String, String> pairs(JsonNode environment, String variable, String between) {
        return Stream.of(environment.path(variable).asString().split(",", -1))
                .map(pair -> pair.split(between, 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private List<String> services() {
        return compose.path("services").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private JsonNode service(String name) {
        return compose.path("services").path(name);
    }
}
