package dev.colophon.publishapi.health;

import dev.colophon.publishapi.database.DatabaseContext;
import dev.colophon.publishapi.database.DatabaseRefusal;
import dev.colophon.publishapi.database.DatabaseState;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What this service's own sessions know of themselves: on which server, as whom, at which isolation, and whether they see all rows. */
@RestController
class DatabaseController {

    private final DatabaseState database;

    DatabaseController(DatabaseState database) {
        this.database = database;
    }

    /**
     * What one session answered.
     *
     * @param code why no work is done here; null while it is
     */
    record Shown(@Nullable DatabaseRefusal code, DatabaseContext context) {}

    @GetMapping("/v1/database")
    Shown database() {
        var context = database.context();
        return new Shown(context.refusal().orElse(null), context);
    }
}
