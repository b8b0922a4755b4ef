package dev.colophon.reference;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/** What a service can be told: its records of settings, and what its application.yml takes from the environment. */
record ConfiguredService(String module, List<SettingsRecord> records, Map<String, String> file) {

    static final List<String> MODULES =
            List.of("publish-api", "outbox-relay", "wordpress-publisher", "status-projector");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::((?:\\$\\{[^}]*}|[^{}])*))?}");
    private static final Set<String> BY_THE_SYSTEM = Set.of("HOSTNAME");

    /**
     * A variable of the environment.
     *
     * @param otherwise what holds where it is not set; null: the service does not start without it
     * @param sets the properties it gives a value
     */
    record Variable(String name, @Nullable String otherwise, List<String> sets) {}

    static ConfiguredService of(String module) {
        var sources = RepositoryFiles.resolve(module + "/src/main/java");
        try {
            var text = Files.readString(RepositoryFiles.resolve(module + "/src/main/resources/application.yml"));
            var flat = new LinkedHashMap<String, String>();
            flatten("", new Yaml().load(text), flat);
            return new ConfiguredService(module, SettingsSource.in(sources), flat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Variable> variables() {
        var found = new TreeMap<String, Variable>();
        file.forEach((property, value) -> {
            var variable = VARIABLE.matcher(value);
            while (variable.find()) {
                var otherwise = variable.group(2);
                if (!BY_THE_SYSTEM.contains(variable.group(1))) {
                    found.merge(
                            variable.group(1),
                            new Variable(variable.group(1), otherwise, List.of(property)),
                            (one, other) -> new Variable(one.name(), one.otherwise(), joined(one.sets(), property)));
                }
            }
        });
        return List.copyOf(found.values());
    }

    /** All properties of the service's own, with what holds in the delivered service where nobody sets them. */
    List<Property> properties(SettingsRecord settings) {
        return settings.properties().stream()
                .flatMap(property -> expanded(settings.prefix(), property).stream())
                .toList();
    }

    private List<Property> expanded(String prefix, Property property) {
        var name = prefix + "." + property.name();
        var part = records.stream()
                .filter(record ->
                        record.prefix().isEmpty() && record.simpleName().equals(property.type()))
                .findFirst();
        if (part.isPresent()) {
            return part.get().properties().stream()
                    .flatMap(inner -> expanded(name, inner).stream())
                    .toList();
        }
        return List.of(
                new Property(name, property.type(), otherwise(name, property), property.bounds(), property.meaning()));
    }

    private String otherwise(String name, Property property) {
        var told = file.get(name);
        if (told == null) {
            return property.otherwise();
        }
        return VARIABLE.matcher(told)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2) == null ? "" : found.group(2)));
    }

    private static List<String> joined(List<String> some, String more) {
        return some.contains(more)
                ? some
                : Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    private static void flatten(String path, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> flatten(path.isEmpty() ? key.toString() : path + "." + key, inner, flat));
        } else {
            flat.put(path, String.valueOf(value));
        }
    }
}
