package dev.colophon.local.part;

import dev.colophon.local.config.Home;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a home runs. */
public record Parts(PostgresPart postgres, KafkaPart kafka, WordPressPart wordpress, List<ServicePart> services) {

    private static final String TELEMETRY = "OTEL_";

    public Parts {
        services = List.copyOf(services);
    }

    public static Parts of(Home home, Settings settings, Secrets secrets) {
        var postgres = new PostgresPart(home, settings, secrets);
        var kafka = new KafkaPart(home, settings, secrets);
        var environment =
                new ServiceEnvironment(settings, secrets, postgres.jdbcUrl(), kafka.environment(), telemetry());
        var services = Arrays.stream(Service.values())
                .map(service ->
                        new ServicePart(home, service, environment.of(service), settings.port(service.management())))
                .toList();
        return new Parts(postgres, kafka, WordPressPart.of(home, settings), services);
    }

    private static Map<String, String> telemetry() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(TELEMETRY))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the services stand on; each can be started beside the others. */
    public List<Part> ground() {
        return List.of(postgres, kafka, wordpress);
    }

    public List<Part> all() {
        return Stream.concat(ground().stream(), services.stream()).toList();
    }

    public ServicePart service(Service wanted) {
        return services.stream()
                .filter(part -> part.service() == wanted)
                .findFirst()
                .orElseThrow();
    }
}
