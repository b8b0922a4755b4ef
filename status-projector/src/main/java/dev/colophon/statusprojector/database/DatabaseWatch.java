package dev.colophon.statusprojector.database;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at start and every few seconds whether the database is one to work on, and says it when that changes. */
@Component
class DatabaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    private final DatabaseState database;
    private Optional<DatabaseRefusal> known = Optional.empty();

    DatabaseWatch(DatabaseState database) {
        this.database = database;
    }

    @Scheduled(initialDelayString = "0s", fixedDelayString = "${colophon.database.look:10s}")
    void look() {
        try {
            var context = database.context();
            tellOfChange(context);
            known = context.refusal();
        } catch (DataAccessException away) {
            LOG.debug("the database does not answer, which readiness says", away);
        }
    }

    private void tellOfChange(DatabaseContext context) {
        var now = context.refusal();
        if (now.equals(known)) {
            return;
        }
        now.ifPresentOrElse(
                refusal -> LOG.error(
                        "{}: {} ({}). No work is done until that is mended. See docs/operations/{}.md",
                        refusal,
                        refusal.saying(),
                        context.seen(),
                        refusal),
                () -> LOG.info("The database is fit to work on again"));
    }
}
