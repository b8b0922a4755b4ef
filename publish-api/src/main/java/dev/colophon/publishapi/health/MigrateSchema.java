package dev.colophon.publishapi.health;

import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrates at start, and keeps the version that the schema had then: asking Flyway for it would look at everything once more. */
@Component
class MigrateSchema implements FlywayMigrationStrategy {

    private volatile @Nullable String version;

    @Override
    public void migrate(Flyway flyway) {
        var migrated = flyway.migrate();
        version = migrated.targetSchemaVersion == null ? migrated.initialSchemaVersion : migrated.targetSchemaVersion;
    }

    /** Empty before it has migrated. */
    Optional<String> version() {
        return Optional.ofNullable(version);
    }
}
