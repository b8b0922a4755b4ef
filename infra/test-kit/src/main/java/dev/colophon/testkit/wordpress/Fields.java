package dev.colophon.testkit.wordpress;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code _fields}: only the named ones are sent, {@code title.raw} within {@code title}. */
final class Fields {

    private Fields() {}

    static ObjectNode chosen(ObjectNode all, Params params) {
        return params.has("_fields") ? chosen(all, params.words("_fields")) : all;
    }

    private static ObjectNode chosen(ObjectNode all, List<String> names) {
        ObjectNode chosen = all.objectNode();
        all.properties().forEach(field -> {
            String name = field.getKey();
            List<String> inner = names.stream()
                    .filter(wanted -> wanted.startsWith(name + "."))
                    .map(wanted -> wanted.substring(name.length() + 1))
                    .toList();
            if (names.contains(name)) {
                chosen.set(name, field.getValue());
            } else if (!inner.isEmpty() && field.getValue() instanceof ObjectNode object) {
                chosen.set(name, chosen(object, inner));
            }
        });
        return chosen;
    }
}
