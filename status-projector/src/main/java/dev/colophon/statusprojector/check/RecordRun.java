package dev.colophon.statusprojector.check;

import dev.colophon.statusprojector.event.EventOutbox;
import dev.colophon.statusprojector.event.OutboxRow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what a run found, and tells of each check whose state it changed: one transaction. */
@Service
class RecordRun {

    private final CheckRuns runs;
    private final IntegrityChecks checks;
    private final EventOutbox outbox;
    private final CheckProperties properties;

    RecordRun(CheckRuns runs, IntegrityChecks checks, EventOutbox outbox, CheckProperties properties) {
        this.runs = runs;
        this.checks = checks;
        this.outbox = outbox;
        this.properties = properties;
    }

    /** What an older run says does not replace what a newer one, recorded before it, has said. */
    @Transactional
    void record(CheckRun run) {
        runs.put(run);
        var before = runs.lockStandings();
        var news = new ArrayList<OutboxRow>();
        for (var result : run.results()) {
            var was = before.get(result.check().id());
            if (was != null && was.startedAt().isAfter(run.startedAt())) {
                continue;
            }
            var now = Standing.after(was, result, run);
            if (now.isNewsAfter(was)) {
                now = now.told();
                news.add(IntegrityMessage.of(was, now, result.check(), run.id()));
            }
            runs.put(now, result.check().severity(), run.id());
        }
        outbox.append(List.copyOf(news));
        runs.retireAllBut(checks.all().stream().map(IntegrityCheck::id).toList());
        runs.forget(run.startedAt().minus(properties.keep()));
    }
}
