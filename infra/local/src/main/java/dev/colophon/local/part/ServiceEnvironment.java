package dev.colophon.local.part;

import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What each service finds in its environment: exactly what docs/contracts/README.md gives it, and no secret of another's.
 *
 * @param telemetry OpenTelemetry's own variables, as whoever starts the run has them
 */
record ServiceEnvironment(
        Settings settings, Secrets secrets, String jdbcUrl, Map<String, String> kafka, Map<String, String> telemetry) {

    Map<String, String> of(Service service) {
        var all = new HashMap<>(Map.of(
                "COLOPHON_DATABASE_URL",
                jdbcUrl,
                "COLOPHON_DATABASE_PASSWORD",
                secrets.databasePassword(),
                "COLOPHON_DATABASE_OWNER_PASSWORD",
                secrets.databasePassword(),
                "COLOPHON_INSTANCE",
                service.word() + "-local",
                "SERVER_ADDRESS",
                "127.0.0.1",
                "MANAGEMENT_SERVER_ADDRESS",
                "127.0.0.1",
                "MANAGEMENT_SERVER_PORT",
                String.valueOf(settings.port(service.management()))));
        all.putAll(telemetry);
        switch (service) {
            case PUBLISH_API -> {
                all.put("SERVER_PORT", String.valueOf(settings.port(Listener.API)));
                all.put("COLOPHON_ADMIN_KEY", secrets.adminKey());
                all.putAll(sites());
                all.putAll(kafka());
                all.putAll(consolesWay());
            }
            case WORDPRESS_PUBLISHER -> {
                all.putAll(sites());
                all.putAll(kafka());
                all.putAll(operations(Listener.PUBLISHER_OPERATIONS));
                all.put("COLOPHON_MEDIA_PLAIN_HTTP_HOSTS", "127.0.0.1");
            }
            case STATUS_PROJECTOR -> {
                all.putAll(kafka());
                all.putAll(operations(Listener.PROJECTOR_OPERATIONS));
            }
            case OUTBOX_RELAY -> {
                all.putAll(kafka());
                all.putAll(operations(Listener.RELAY_OPERATIONS));
            }
        }
        return Map.copyOf(all);
    }

    private Map<String, String> sites() {
        return Map.of("COLOPHON_SITE_KEYSET", secrets.siteKeyset(), "COLOPHON_PLAIN_HTTP_HOSTS", "127.0.0.1");
    }

    /** What the console shows of the other services it asks them for. */
    private Map<String, String> consolesWay() {
        return Map.of(
                "COLOPHON_OPERATIONS_KEY", Objects.requireNonNullElse(secrets.operationsKey(), ""),
                "COLOPHON_PUBLISHER_OPERATIONS_URL", "http://127.0.0.1:" + settings.port(Listener.PUBLISHER_OPERATIONS),
                "COLOPHON_PROJECTOR_OPERATIONS_URL",
                        "http://127.0.0.1:" + settings.port(Listener.PROJECTOR_OPERATIONS));
    }

    private Map<String, String> operations(Listener door) {
        return Map.of(
                "SERVER_PORT", String.valueOf(settings.port(door)),
                "COLOPHON_OPERATIONS_KEY", Objects.requireNonNullElse(secrets.operationsKey(), ""));
    }
}
