package dev.colophon.outboxrelay.operate;

import dev.colophon.outboxrelay.guard.DatabaseContext;
import dev.colophon.outboxrelay.guard.RelayGuard;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the relay's own sessions know of themselves: on which server, as whom, at which isolation, and whether they see all rows. */
@RestController
class DatabaseController {

    private final RelayGuard guard;

    DatabaseController(RelayGuard guard) {
        this.guard = guard;
    }

    /** What one session answered. Whether the relay works here, its readiness says. */
    record Shown(DatabaseContext context) {}

    @GetMapping("/operations/v1/database")
    ResponseEntity<Shown> database() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Shown(guard.context()));
    }
}
