package dev.colophon.testkit.wordpress;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How much of a thing is shown: {@code edit} is for those who may edit it. */
final class Contexts {

    static final Set<String> ALL = new LinkedHashSet<>(List.of("view", "embed", "edit"));

    private Contexts() {}

    static boolean isEdit(Params params) {
        boolean edit = params.oneOf("context", "view", ALL).equals("edit");
        params.check();
        return edit;
    }
}
