package dev.colophon.publishapi.contract;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A description in YAML, read so that references within it are followed. */
record Described(JsonNode document) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REFERENCES_MAX = 10;

    static Described of(String yaml) {
        return new Described(JSON.valueToTree(new Yaml().load(yaml)));
    }

    /** What the node says or refers to. */
    JsonNode resolved(JsonNode node) {
        var found = node;
        for (var step = 0; found.path("$ref").stringValue("").startsWith("#/"); step++) {
            if (step == REFERENCES_MAX) {
                throw new IllegalStateException("references go round in " + node);
            }
            found = document.at(found.path("$ref").stringValue().substring(1));
        }
        return found;
    }

    static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
