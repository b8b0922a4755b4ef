package dev.colophon.deployment;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The variables that a service's own configuration names. */
final class Asked {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(COLOPHON_[A-Z_]+)(:[^}]*)?}");

    private Asked() {}

    /** Those without which the service does not start. */
    static Set<String> must(String module) {
        return named(module, false);
    }

    static Set<String> may(String module) {
        return named(module, true);
    }

    private static Set<String> named(String module, boolean withDefault) {
        var names = new TreeSet<String>();
        PLACEHOLDER
                .matcher(Yaml.text(module + "/src/main/resources/application.yml"))
                .results()
                .forEach(found -> {
                    if (withDefault || found.group(2) == null) {
                        names.add(found.group(1));
                    }
                });
        return names;
    }
}
