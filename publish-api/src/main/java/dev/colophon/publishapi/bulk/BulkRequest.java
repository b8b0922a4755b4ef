package dev.colophon.publishapi.bulk;

import dev.colophon.publishapi.problem.Findings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Body of {@code POST /v1/publications:bulk}, as it came: what is wrong with an item is said of that item alone. */
record BulkRequest(@Nullable List<JsonNode> items) {

    /** Most items of a bulk. */
    static final int MAX_ITEMS = 500;

    /** The items; 422 if there are none or too many. */
    List<JsonNode> check() {
        var findings = new Findings();
        if (items == null || items.isEmpty() || items.size() > MAX_ITEMS) {
            findings.add(
                    "/items",
                    "OUT_OF_RANGE",
                    "A bulk has 1 to " + MAX_ITEMS + " items.",
                    "Send so many, each as the body of POST /v1/publications.");
        }
        findings.refuseIfAny();
        return items == null ? List.of() : items;
    }
}
