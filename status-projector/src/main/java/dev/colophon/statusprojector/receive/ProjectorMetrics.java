package dev.colophon.statusprojector.receive;

import dev.colophon.statusprojector.event.Announcement;
import dev.colophon.statusprojector.message.Source;
import dev.colophon.statusprojector.project.LogEntry;
import dev.colophon.statusprojector.project.Projected;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.Impossible;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts what was committed. Every record that came in is appended, a duplicate or a dead letter: the three add up to what
 * was consumed. Any conflict and any dead letter is an alarm.
 */
@Component
public class ProjectorMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectorMetrics.class);

    private final MeterRegistry meters;
    private final InstantSource clock;

    ProjectorMetrics(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        for (var source : Source.values()) {
            count("colophon.projector.dead_letters", "source", source.word(), 0);
        }
        for (var why : Impossible.values()) {
            count("colophon.projector.conflicts", "reason", lower(why), 0);
        }
        for (var what : Announcement.values()) {
            count("colophon.projector.status_changes", "what", lower(what), 0);
        }
        count("colophon.projector.duplicates", "source", "any", 0);
    }

    /** What was taken in, by a record or by a letter that was delivered after all. */
    public void projected(Projected projected) {
        projected.appended().forEach(this::appended);
        count("colophon.projector.duplicates", "source", "any", projected.duplicates());
        projected.announced().forEach(what -> count("colophon.projector.status_changes", "what", lower(what), 1));
        projected.conflicts().forEach(this::conflict);
    }

    void deadLettered(Source source, int records) {
        count("colophon.projector.dead_letters", "source", source.word(), records);
    }

    private void appended(LogEntry entry) {
        count("colophon.projector.appended", "source", entry.source().word(), 1);
        // Two services' clocks: what came before it happened counts as at once.
        var lag = Duration.between(entry.event().occurredAt(), clock.instant());
        meters.timer("colophon.projector.lag", "source", entry.source().word())
                .record(lag.isNegative() ? Duration.ZERO : lag);
    }

    private void conflict(EventId event, Impossible why) {
        count("colophon.projector.conflicts", "reason", lower(why), 1);
        LOG.error(
                "{}: event {} cannot be true beside the others; it is stored as a conflict and changes no status."
                        + " Next: read the publication's timeline",
                why,
                event);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void count(String name, String tag, String value, double times) {
        meters.counter(name, tag, value).increment(times);
    }
}
