package dev.colophon.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class KubernetesTest {

    private static final String BASE = "infra/kubernetes/base/";
    private static final List<String> SERVICES =
            List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector");

    @Test
    void every_file_of_the_base_is_listed_and_every_object_has_a_name() {
        var listed = new TreeSet<String>();
        Yaml.one(BASE + "kustomization.yaml").path("resources").forEach(file -> listed.add(file.asString()));

        assertThat(listed)
                .contains("config.yaml", "kafka-setup.yaml", "network.yaml")
                .hasSize(7);
        listed.forEach(file -> Yaml.all(BASE + file).forEach(object -> {
            assertThat(object.path("kind").asString()).as(file).isNotBlank();
            assertThat(object.path("metadata").path("name").asString()).as(file).isNotBlank();
        }));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "kafka-setup",
                "network",
                "outbox-relay",
                "publish-api",
                "status-projector",
                "wordpress-publisher"
            })
    void every_field_is_one_that_kubernetes_knows_in_its_place(String file) throws Exception {
        for (var object : Yaml.all(BASE + file + ".yaml")) {
            assertThat(KubernetesObject.read(object).getMetadata().getName())
                    .isEqualTo(object.at("/metadata/name").asString());
        }
    }

    @Test
    void a_folder_of_the_nodes_disk_has_a_size() {
        var sizes = new TreeSet<String>();
        for (var file : Yaml.one(BASE + "kustomization.yaml").path("resources")) {
            Yaml.all(BASE + file.asString())
                    .forEach(object -> object.at("/spec/template/spec/volumes").forEach(volume -> {
                        if (volume.has("emptyDir")) {
                            sizes.add(volume.at("/emptyDir/sizeLimit").asString("none"));
                        }
                    }));
        }

        assertThat(sizes).isNotEmpty().allMatch(size -> size.matches("[1-9][0-9]*Mi"));
    }

    @Test
    void a_field_that_is_misspelt_or_in_another_place_is_refused() {
        var deployment = (ObjectNode) deployment("publish-api");
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0")).put("terminationGracePeriodSeconds", 40);

        assertThatThrownBy(() -> KubernetesObject.read(deployment))
                .hasMessageContaining("terminationGracePeriodSeconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_gets_what_its_configuration_asks_for_and_every_secret_by_reference(String module) {
        var given = new TreeSet<String>();
        Yaml.one(BASE + "config.yaml").path("data").properties().forEach(variable -> given.add(variable.getKey()));
        container(module).path("env").forEach(variable -> {
            given.add(variable.path("name").asString());
            assertThat(variable.has("value"))
                    .as(variable.path("name").asString())
                    .isFalse();
        });

        assertThat(given).containsAll(Asked.must(module));
        assertThat(Asked.may(module)).containsAll(given);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void a_service_is_probed_bounded_spread_and_never_root(String module) {
        var container = container(module);
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.path(probe).path("httpGet").path("path").asString())
                    .as(probe)
                    .startsWith("/actuator/health/");
        }
        assertThat(container.path("resources").path("limits").path("memory").asString())
                .endsWith("Mi");
        assertThat(container
                        .path("securityContext")
                        .path("readOnlyRootFilesystem")
                        .asBoolean(false))
                .isTrue();
        assertThat(pod(module).path("securityContext").path("runAsNonRoot").asBoolean(false))
                .isTrue();
        assertThat(deployment(module).path("spec").path("replicas").asInt(0)).isEqualTo(2);
        assertThat(ofKind(module, "PodDisruptionBudget")
                        .path("spec")
                        .path("minAvailable")
                        .asInt(0))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish-api", "outbox-relay", "wordpress-publisher", "status-projector"})
    void its_ports_are_those_that_it_listens_on(String module) {
        var configured = Yaml.text(module + "/src/main/resources/application.yml");
        container(module)
                .path("ports")
                .forEach(port -> assertThat(configured)
                        .as(port.toString())
                        .containsPattern("(SERVER_PORT|MANAGEMENT_SERVER_PORT):"
                                + port.path("containerPort").asInt(0) + "}"));
    }

    @Test
    void nobody_may_reach_anybody_but_by_a_rule() {
        var policies = Yaml.all(BASE + "network.yaml");

        var nobody = policies.getFirst().path("spec");
        assertThat(nobody.path("policyTypes").size()).isEqualTo(2);
        assertThat(nobody.has("ingress") || nobody.has("egress")).isFalse();
        SERVICES.forEach(module -> assertThat(
                        pod(module).path("automountServiceAccountToken").asBoolean(true))
                .as(module)
                .isFalse());
    }

    private static JsonNode container(String module) {
        return pod(module).path("containers").path(0);
    }

    private static JsonNode pod(String module) {
        return deployment(module).path("spec").path("template").path("spec");
    }

    private static JsonNode deployment(String module) {
        return ofKind(module, "Deployment");
    }

    private static JsonNode ofKind(String module, String kind) {
        return Yaml.all(BASE + module + ".yaml").stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
