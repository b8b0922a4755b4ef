package dev.colophon.database;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Path;

/** A service with a schema of its own, whose role at run time has the schema's name. */
enum Service {
    PUBLISH_API("publish-api"),
    OUTBOX_RELAY("outbox-relay"),
    WORDPRESS_PUBLISHER("wordpress-publisher"),
    STATUS_PROJECTOR("status-projector");

    private final String module;

    Service(String module) {
        this.module = module;
    }

    String module() {
        return module;
    }

    String schema() {
        return module.replace('-', '_');
    }

    String owner() {
        return schema() + "_owner";
    }

    Path classes() {
        return RepositoryFiles.resolve(module + "/target/classes");
    }

    Path migrations() {
        return RepositoryFiles.resolve(module + "/src/main/resources/db/migration");
    }
}
