package dev.colophon.deployment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may speak to whom, by each policy's selector, peers and ports: one that selects too much or opens too much is seen here. */
class NetworkPoliciesTest {

    private static final String BASE = "infra/kubernetes/base/";
    private static final List<String> PODS =
            List.of("kafka-setup", "outbox-relay", "publish-api", "status-projector", "wordpress-publisher");
    /** As policies and pods write them. */
    private static final String NAME = "app.kubernetes.io/name";

    private static final String PART_OF = "app.kubernetes.io/part-of";

    private final List<JsonNode> policies = Yaml.all(BASE + "network.yaml");

    @Test
    void nobody_speaks_but_by_these_rules() {
        assertThat(policies.stream().flatMap(NetworkPoliciesTest::rules))
                .containsExactlyInAnyOrder("""
                nobody: part-of=colophon, Ingress: from nobody
                nobody: part-of=colophon, Egress: to nobody
                to-the-ground: part-of=colophon, Egress: to anyone at 53/UDP 53/TCP
                to-the-ground: part-of=colophon, Egress: to pods name=postgres at 5432/TCP
                to-the-ground: part-of=colophon, Egress: to pods name=kafka at 9094/TCP
                to-sites-and-webhooks: name in wordpress-publisher publish-api, Egress: to 0.0.0.0/0 but 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 at 443/TCP 8443/TCP
                to-the-door: name=publish-api, Ingress: from namespaces may-reach=door at 8080/TCP
                to-metrics-and-operations: part-of=colophon, Ingress: from namespaces may-reach=metrics at 8081/TCP 8082/TCP 8083/TCP 8084/TCP
                to-metrics-and-operations: part-of=colophon, Ingress: from namespaces may-reach=operations at 8092/TCP 8093/TCP 8094/TCP
                from-the-console: name=publish-api, Egress: to pods name in wordpress-publisher status-projector at 8093/TCP 8094/TCP
                to-what-the-console-asks: name in wordpress-publisher status-projector, Ingress: from pods name=publish-api at 8093/TCP 8094/TCP
                to-the-collector: part-of=colophon, Egress: to namespaces takes=traces at 4318/TCP
                """.lines().toArray(String[]::new));
    }

    /** Else a rule would be for pods that there are none of, and what the base runs would be without rules. */
    @Test
    void what_the_policies_select_by_is_on_every_pod_of_the_base() {
        PODS.forEach(name -> {
            var labels = workload(name).at("/spec/template/metadata/labels");
            assertThat(labels.path(NAME).asString()).isEqualTo(name);
            assertThat(labels.path(PART_OF).asString()).as(name).isEqualTo("colophon");
        });
        assertThat(policies.stream()
                        .flatMap(policy ->
                                policy.at("/spec/podSelector/matchExpressions").valueStream())
                        .flatMap(expression -> expression.path("values").valueStream())
                        .map(JsonNode::asString))
                .isSubsetOf(PODS);
    }

    @Test
    void what_may_be_reached_are_the_ports_that_somebody_listens_at() {
        var listens = new TreeSet<String>();
        PODS.forEach(name -> workload(name)
                .at("/spec/template/spec/containers/0/ports")
                .forEach(port -> listens.add(port.path("containerPort").asString() + "/TCP")));
        var reached = new TreeSet<String>();
        policies.forEach(policy -> policy.at("/spec/ingress")
                .forEach(rule -> rule.path("ports").forEach(port -> reached.add(port(port)))));
        var config = Yaml.one(BASE + "config.yaml").path("data");

        assertThat(reached).isEqualTo(listens);
        assertThat(config.path("COLOPHON_KAFKA_BOOTSTRAP_SERVERS").asString()).isEqualTo("kafka:9094");
        assertThat(config.path("COLOPHON_DATABASE_URL").asString()).contains("//postgres:5432/");
    }

    private static JsonNode workload(String name) {
        return Yaml.all(BASE + name + ".yaml").stream()
                .filter(object -> object.at("/spec/template").isObject())
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> rules(JsonNode policy) {
        var spec = policy.path("spec");
        var who = policy.at("/metadata/name").asString() + ": " + selected(spec.path("podSelector")) + ", ";
        return spec.path("policyTypes").valueStream().flatMap(type -> {
            var inward = type.asString().equals("Ingress");
            var word = who + type.asString() + (inward ? ": from " : ": to ");
            var rules = spec.path(inward ? "ingress" : "egress");
            return rules.isMissingNode()
                    ? Stream.of(word + "nobody")
                    : rules.valueStream()
                            .map(rule -> word + peers(rule.path(inward ? "from" : "to")) + " at " + ports(rule));
        });
    }

    /** Without peers a rule is for everyone, and a peer of pods and namespaces is for both at once. */
    private static String peers(JsonNode peers) {
        return peers.isMissingNode()
                ? "anyone"
                : peers.valueStream().map(NetworkPoliciesTest::peer).collect(joining(" or "));
    }

    private static String peer(JsonNode peer) {
        return peer.properties().stream()
                .map(part -> switch (part.getKey()) {
                    case "podSelector" -> "pods " + selected(part.getValue());
                    case "namespaceSelector" -> "namespaces " + selected(part.getValue());
                    case "ipBlock" ->
                        part.getValue().path("cidr").asString() + " but "
                                + part.getValue()
                                        .path("except")
                                        .valueStream()
                                        .map(JsonNode::asString)
                                        .collect(joining(" "));
                    default -> part.toString();
                })
                .collect(joining(" of "));
    }

    private static String selected(JsonNode selector) {
        var labels = selector.path("matchLabels").properties().stream()
                .map(label -> shortly(label.getKey()) + "=" + label.getValue().asString());
        var expressions = selector.path("matchExpressions")
                .valueStream()
                .map(expression -> shortly(expression.path("key").asString()) + " "
                        + expression.path("operator").asString().toLowerCase(Locale.ROOT) + " "
                        + expression
                                .path("values")
                                .valueStream()
                                .map(JsonNode::asString)
                                .collect(joining(" ")));
        var all = Stream.concat(labels, expressions).collect(joining(" and "));
        return all.isEmpty() ? "all" : all;
    }

    private static String shortly(String label) {
        return label.substring(label.indexOf('/') + 1);
    }

    private static String ports(JsonNode rule) {
        return rule.has("ports")
                ? rule.path("ports")
                        .valueStream()
                        .map(NetworkPoliciesTest::port)
                        .collect(joining(" "))
                : "any port";
    }

    private static String port(JsonNode port) {
        return port.path("port").asString()
                + (port.has("endPort") ? "-" + port.path("endPort").asString() : "") + "/"
                + port.path("protocol").asString("TCP");
    }
}
