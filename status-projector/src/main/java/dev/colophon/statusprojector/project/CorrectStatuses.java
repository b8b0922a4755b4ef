package dev.colophon.statusprojector.project;

import static java.util.stream.Collectors.toMap;

import dev.colophon.statusprojector.event.Cause;
import dev.colophon.statusprojector.event.EventOutbox;
import dev.colophon.statusprojector.event.PublicMessages;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.FoldRules;
import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.Impossible;
import dev.colophon.statusprojector.publication.PublicationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings publications up to their valid events without a new one having come: after a decision about events, or because a row
 * is not what it should be. Subscribers hear of what they were told otherwise, and of nothing else.
 */
@Service
public class CorrectStatuses {

    private final Streams streams;
    private final EventLog log;
    private final Statuses statuses;
    private final Conflicts conflicts;
    private final EventOutbox outbox;
    private final PublicMessages messages;
    private final FoldRules rules;

    CorrectStatuses(
            Streams streams,
            EventLog log,
            Statuses statuses,
            Conflicts conflicts,
            EventOutbox outbox,
            PublicMessages messages,
            FoldRules rules) {
        this.streams = streams;
        this.log = log;
        this.statuses = statuses;
        this.conflicts = conflicts;
        this.outbox = outbox;
        this.messages = messages;
        this.rules = rules;
    }

    /**
     * Locks publications until the caller's transaction ends: nothing is projected of them meanwhile.
     *
     * @return those of them that exist
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<PublicationId> lock(Collection<PublicationId> publications) {
        return streams.lockKnown(publications).keySet();
    }

    /**
     * Corrects a batch in the caller's transaction.
     *
     * @param cause what the correction of each publication is due to
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Corrected correct(Collection<PublicationId> publications, Function<PublicationId, Cause> cause) {
        var locked = streams.lockKnown(publications);
        var events = log.valid(locked.keySet());
        var folds = locked.keySet().stream()
                .collect(toMap(Function.identity(), each -> rules.fold(events.getOrDefault(each, List.of()))));
        var corrections = corrections(locked, folds, cause);
        store(corrections);
        storeConflicts(folds);
        return new Corrected(
                (int) corrections.stream().filter(Correction::rowDiffers).count(),
                (int) corrections.stream().filter(Correction::isTold).count());
    }

    private List<Correction> corrections(
            SortedMap<PublicationId, Streams.Stream> locked,
            Map<PublicationId, Folded> folds,
            Function<PublicationId, Cause> cause) {
        var stored = statuses.of(locked.keySet());
        var corrections = new ArrayList<Correction>(locked.size());
        locked.forEach((publication, told) -> corrections.add(Correction.of(
                publication,
                Optional.ofNullable(stored.get(publication)),
                told,
                folds.getOrDefault(publication, rules.fold(List.of())),
                cause.apply(publication),
                messages)));
        return corrections;
    }

    private void store(List<Correction> corrections) {
        var differing = corrections.stream().filter(Correction::rowDiffers).toList();
        statuses.put(differing.stream().flatMap(each -> each.row().stream()).toList());
        statuses.remove(differing.stream()
                .filter(each -> each.row().isEmpty())
                .map(Correction::publication)
                .toList());
        outbox.append(
                corrections.stream().flatMap(each -> each.messages().stream()).toList());
        var reached = new HashMap<PublicationId, Streams.Stream>();
        corrections.forEach(each -> reached.put(each.publication(), each.reached()));
        streams.advance(reached);
    }

    private void storeConflicts(Map<PublicationId, Folded> folds) {
        var stored = conflicts.of(folds.keySet());
        var differing = new HashMap<PublicationId, Map<EventId, Impossible>>();
        folds.forEach((publication, folded) -> {
            if (!folded.conflicts().equals(stored.getOrDefault(publication, Map.of()))) {
                differing.put(publication, folded.conflicts());
            }
        });
        conflicts.put(differing);
    }

    /**
     * What was put right.
     *
     * @param rows that were not as they should be
     * @param announced publications of which subscribers were told
     */
    public record Corrected(int rows, int announced) {}
}
