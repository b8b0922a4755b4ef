package dev.colophon.reference;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The text of docs/reference/configuration.md. */
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration

            Made from the services' records of settings and their `application.yml` by `docs/reference/make`; each build compares.

            Every property can be given as a variable of the environment too: in capitals, dots as `_`, without dashes, so that
            `colophon.publish.visit-budget` is `COLOPHON_PUBLISH_VISITBUDGET`. Times are written as `30s`, `5m`, `8d`, sizes as `8MB`. A value out of its
            bounds stops the start with the words given here. Secrets come from the environment alone, and are in no log.
            """;

    /** What variables say that set a framework's property, which has no words of ours. */
    private static final Map<String, String> FRAMEWORK = Map.of(
            "COLOPHON_DATABASE_URL", "PostgreSQL's JDBC address; the same for all four services",
            "COLOPHON_DATABASE_PASSWORD", "of the service's role; secret",
            "COLOPHON_DATABASE_OWNER_PASSWORD", "of the role that owns the schema and migrates it; secret",
            "COLOPHON_KAFKA_BOOTSTRAP_SERVERS", "Kafka's brokers",
            "COLOPHON_KAFKA_SECURITY_PROTOCOL",
                    "`SASL_SSL`, `SASL_PLAINTEXT` or `PLAINTEXT` ([users](../operations/kafka-users.md))",
            "COLOPHON_KAFKA_PASSWORD", "of the Kafka user that bears the service's name; secret",
            "COLOPHON_INSTANCE", "a name of this process, unlike all others",
            "COLOPHON_SITE_KEYSET",
                    "base64 of the keyset that seals sites' credentials; the same for publish-api and wordpress-publisher; secret",
            "SERVER_PORT", "of its HTTP API",
            "MANAGEMENT_SERVER_PORT", "of health and metrics");

    private static final Map<String, String> OTHERS = Map.of(
            "COLOPHON_FAULT_AT",
            "for tests: the point of the protocol at which the process halts; never set it elsewhere",
            "VARIANT_RETRY_DELAY_SECONDS",
            "seconds between two looks for a variant that is deferred",
            "MAX_VARIANT_RETRIES",
            "looks for a variant that is deferred");

    private ConfigurationPage() {}

    static String of(List<ConfiguredService> services) {
        return HEAD + services.stream().map(ConfigurationPage::section).collect(joining());
    }

    private static String section(ConfiguredService service) {
        var page = new StringBuilder("\n## ").append(service.module()).append("\n\n");
        page.append("| variable | where it is not set | meaning | sets |\n|---|---|---|---|\n");
        for (var variable : service.variables()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            variable.name(),
                            unset(variable.otherwise()),
                            meaning(service, variable),
                            variable.sets().stream()
                                    .map(ConfigurationPage::code)
                                    .collect(joining(", "))));
        }
        for (var settings : service.records()) {
            if (!settings.prefix().isEmpty()) {
                page.append(table(service, settings));
            }
        }
        return page.toString();
    }

    private static String table(ConfiguredService service, SettingsRecord settings) {
        var page = new StringBuilder(
                "\n### %s: %s\n\n%s\n\n".formatted(service.module(), settings.prefix(), settings.role()));
        page.append("| property | type | default | bounds | meaning |\n|---|---|---|---|---|\n");
        for (var property : service.properties(settings)) {
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            property.name(),
                            code(property.type()),
                            code(property.otherwise()),
                            property.bounds(),
                            property.meaning()));
        }
        if (!settings.refusals().isEmpty()) {
            page.append("\nRefused at the start: ")
                    .append(String.join("; ", settings.refusals()))
                    .append(".\n");
        }
        return page.toString();
    }

    static String meaning(ConfiguredService service, ConfiguredService.Variable variable) {
        var known = FRAMEWORK.getOrDefault(variable.name(), OTHERS.getOrDefault(variable.name(), ""));
        return known.isEmpty()
                ? service.records().stream()
                        .flatMap(settings -> service.properties(settings).stream())
                        .filter(property -> variable.sets().contains(property.name()))
                        .map(Property::meaning)
                        .findFirst()
                        .orElse("")
                : known;
    }

    private static String unset(@Nullable String otherwise) {
        return otherwise == null ? "**must be set**" : code(otherwise);
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
