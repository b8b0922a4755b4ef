package dev.colophon.statusprojector.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The checks that there are: one for each file in {@code checks/}. */
@Component
class IntegrityChecks {

    private static final String FILES = "classpath*:checks/*.sql";

    private final Map<String, IntegrityCheck> byId;

    /** @throws IllegalArgumentException where a file, or a grace that is set for none, cannot be understood: no start then */
    IntegrityChecks(CheckProperties properties) {
        var files = read();
        properties.grace().keySet().stream()
                .filter(id -> !files.containsKey(id))
                .findFirst()
                .ifPresent(id -> {
                    throw new IllegalArgumentException("colophon.checks.grace names no check: " + id);
                });
        byId = files.values().stream()
                .map(check -> Optional.ofNullable(properties.grace().get(check.id()))
                        .map(check::withGrace)
                        .orElse(check))
                .collect(Collectors.toMap(IntegrityCheck::id, Function.identity(), (one, _) -> one, TreeMap::new));
    }

    /** All, in the order of their ids. */
    List<IntegrityCheck> all() {
        return List.copyOf(byId.values());
    }

    Optional<IntegrityCheck> of(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    private static Map<String, IntegrityCheck> read() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(FILES))
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .map(IntegrityChecks::read)
                    .collect(Collectors.toMap(IntegrityCheck::id, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException("the checks cannot be read", e);
        }
    }

    private static IntegrityCheck read(Resource file) {
        try {
            return CheckFile.read(String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
