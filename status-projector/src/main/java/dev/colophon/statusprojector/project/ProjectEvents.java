package dev.colophon.statusprojector.project;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.colophon.statusprojector.database.DatabaseState;
import dev.colophon.statusprojector.event.Announcement;
import dev.colophon.statusprojector.event.EventOutbox;
import dev.colophon.statusprojector.event.PublicMessages;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.Impossible;
import dev.colophon.statusprojector.publication.LoggedEvent;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes events into the log and brings status and public messages up to it, in one transaction: status = fold(log) at
 * every commit, and nobody is told of what is not so. To project a batch again changes nothing.
 */
@Service
public class ProjectEvents {

    private final Streams streams;
    private final EventLog log;
    private final Statuses statuses;
    private final Conflicts conflicts;
    private final EventOutbox outbox;
    private final PublicMessages messages;
    private final FoldRules rules;
    private final DatabaseState database;

    ProjectEvents(
            Streams streams,
            EventLog log,
            Statuses statuses,
            Conflicts conflicts,
            EventOutbox outbox,
            PublicMessages messages,
            FoldRules rules,
            DatabaseState database) {
        this.streams = streams;
        this.log = log;
        this.statuses = statuses;
        this.conflicts = conflicts;
        this.outbox = outbox;
        this.messages = messages;
        this.rules = rules;
        this.database = database;
    }

    /** Projects a batch, of any publications in any order. */
    @Transactional
    public Projected project(List<LogEntry> batch) {
        database.requireFit();
        var locked = streams.lock(publicationsOf(batch));
        var appended = log.append(batch);
        if (appended.isEmpty()) {
            return new Projected(List.of(), batch.size(), List.of(), Map.of());
        }
        var arrived = appended.stream().collect(groupingBy(LogEntry::publication));
        var logged = log.valid(arrived.keySet());
        var advances = locked.entrySet().stream()
                .filter(stream -> arrived.containsKey(stream.getKey()))
                .map(stream -> advance(
                        stream.getKey(),
                        stream.getValue(),
                        logged.getOrDefault(stream.getKey(), List.of()),
                        arrived.getOrDefault(stream.getKey(), List.of())))
                .toList();
        statuses.put(advances.stream()
                .flatMap(advance -> advance.after().projection().stream()
                        .map(projection -> StatusRow.of(advance.publication(), projection)))
                .toList());
        conflicts.put(advances.stream()
                .filter(Advance::conflictsChanged)
                .collect(toMap(Advance::publication, advance -> advance.after().conflicts())));
        outbox.append(advances.stream()
                .flatMap(advance -> advance.messages().stream())
                .toList());
        streams.advance(advances.stream().collect(toMap(Advance::publication, Advance::reached)));
        return projected(batch, appended, advances);
    }

    private static SortedSet<PublicationId> publicationsOf(List<LogEntry> batch) {
        var publications = new TreeSet<PublicationId>();
        batch.forEach(entry -> publications.add(entry.publication()));
        return publications;
    }

    private Advance advance(
            PublicationId publication, Streams.Stream told, List<LoggedEvent> logged, List<LogEntry> arrived) {
        var ids = arrived.stream().map(LogEntry::id).collect(toSet());
        var known = logged.stream().filter(event -> !ids.contains(event.id())).toList();
        return Advance.of(publication, told, known, arrived, rules, messages);
    }

    private static Projected projected(List<LogEntry> batch, List<LogEntry> appended, List<Advance> advances) {
        var fresh = new LinkedHashMap<EventId, Impossible>();
        var announced = new ArrayList<Announcement>();
        for (var advance : advances) {
            announced.addAll(advance.announced());
            advance.after().conflicts().forEach((event, why) -> {
                if (!advance.before().conflicts().containsKey(event)) {
                    fresh.put(event, why);
                }
            });
        }
        return new Projected(appended, batch.size() - appended.size(), announced, fresh);
    }
}
