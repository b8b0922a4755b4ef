package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Site → ours, as a pure function: a post that carries our marker or our technical slug, and what the ledger knows of its
 * publication. Empty where the post is the recorded one, or is none of ours.
 */
final class ComparePost {

    private final SiteId site;
    private final Orders orders;

    ComparePost(SiteId site, Orders orders) {
        this.site = site;
        this.orders = orders;
    }

    /** What differs; {@code entries} are those of the publications that the post names. */
    Optional<Finding> of(SurveyedPost post, Map<PublicationId, LedgerRecord> entries) {
        List<Slot> slots = post.slots();
        boolean recorded = slots.stream()
                .map(slot -> entries.get(slot.publication()))
                .anyMatch(entry -> entry != null && entry.holds(post.id()));
        return slots.isEmpty() || recorded ? Optional.empty() : unrecorded(post, slots.getFirst(), entries);
    }

    private Optional<Finding> unrecorded(SurveyedPost post, Slot slot, Map<PublicationId, LedgerRecord> entries) {
        LedgerRecord entry = entries.get(slot.publication());
        if (entry == null || !entry.site().equals(site)) {
            String where = entry == null ? "no publication" : "a publication of another site";
            return post.status() == SeenStatus.TRASH
                    ? Optional.empty()
                    : Optional.of(Finding.ofStranger(
                            FindingKind.UNKNOWN_PUBLICATION,
                            slot,
                            post.id(),
                            CompareEntry.words(post),
                            "It carries our mark of %s that the ledger knows here; it is not touched."
                                    .formatted(where)));
        }
        if (slot.generation() > entry.slot().generation()) {
            return found(
                    FindingKind.GENERATION_AHEAD,
                    entry,
                    post,
                    "It is of a later generation than the ledger knows: the ledger comes from an old backup.",
                    Action.NONE);
        }
        if (slot.generation() < entry.slot().generation()) {
            return post.isPublic()
                    ? new CompareEntry(orders, Duration.ZERO).ofClosed(entry, post)
                    : hidden(post, slot, entry);
        }
        if (post.isPublic()) {
            return entry.onRecord() instanceof OnRecord.Nothing ? ownPublic(post, entry) : second(post, entry);
        }
        return hidden(post, slot, entry);
    }

    private static Optional<Finding> second(SurveyedPost post, LedgerRecord entry) {
        return found(
                FindingKind.SECOND_PUBLIC_POST,
                entry,
                post,
                "It is public beside the recorded post. Nothing is deleted: a person decides which one stays.",
                CompareEntry.parkOnce(entry));
    }

    private static Optional<Finding> ownPublic(SurveyedPost post, LedgerRecord entry) {
        if (post.placement() != entry.placement()) {
            return found(
                    FindingKind.LOOKALIKE,
                    entry,
                    post,
                    "It carries our marker and is of another kind than the publication: a copy that somebody made.",
                    Action.NONE);
        }
        return entry.cancelled()
                ? found(
                        FindingKind.CANCELLED_BUT_PUBLIC,
                        entry,
                        post,
                        "The publication was cancelled, and somebody made its left draft public.",
                        Action.NONE)
                : found(
                        FindingKind.UNRECORDED_POST,
                        entry,
                        post,
                        "It is public, and the ledger has no post for its publication: its id is put on record.",
                        Action.ADOPT);
    }

    /** An unrecorded public post is adopted only if the site shows no other of its publication. */
    static Finding unlessSeveral(Finding adoption, LedgerRecord entry, List<SurveyedPost> ofPublication) {
        List<String> open = ofPublication.stream()
                .filter(SurveyedPost::isPublic)
                .map(post -> post.id().toString())
                .sorted()
                .toList();
        return open.size() == 1
                ? adoption
                : new Finding(
                        FindingKind.SECOND_PUBLIC_POST,
                        Evidence.SITE,
                        adoption.slot(),
                        adoption.post(),
                        entry,
                        null,
                        adoption.seen(),
                        "The site shows several public posts of this publication: " + String.join(", ", open)
                                + ". None is put on record: a person decides which one stays.",
                        CompareEntry.parkOnce(entry));
    }

    private Optional<Finding> hidden(SurveyedPost post, Slot slot, LedgerRecord entry) {
        return switch (post.status()) {
            case DRAFT -> draft(post, slot, entry);
            case TRASH ->
                entry.onRecord() instanceof OnRecord.Nothing && !entry.cancelled()
                        ? found(
                                FindingKind.UNRECORDED_TRASH,
                                entry,
                                post,
                                "The trash holds a post of this publication, and the ledger has none on record.",
                                Action.NONE)
                        : Optional.empty();
            default ->
                found(
                        FindingKind.LOOKALIKE,
                        entry,
                        post,
                        "It carries our marker, is not the recorded post and is not public: a copy, or a draft that an editor took up.",
                        Action.NONE);
        };
    }

    private Optional<Finding> draft(SurveyedPost post, Slot slot, LedgerRecord entry) {
        boolean ours = slot.filedUnder(post.slug());
        if (!ours) {
            return found(
                    FindingKind.LOOKALIKE,
                    entry,
                    post,
                    "It carries our marker under a slug that is not ours: a copy that an editor made. It is not touched.",
                    Action.NONE);
        }
        boolean closed = slot.generation() < entry.slot().generation();
        if (closed || entry.onRecord() instanceof OnRecord.Post) {
            return found(
                    FindingKind.STRAY_DRAFT,
                    entry,
                    post,
                    closed
                            ? "A draft that an attempt left in a generation that is closed: it can never be used."
                            : "A draft that an attempt left beside the recorded post: it can never be used.",
                    orders.sweep() ? Action.SWEEP : Action.NONE);
        }
        return found(
                FindingKind.WAITING_DRAFT,
                entry,
                post,
                "A draft that an attempt left: the next visit adopts it.",
                Action.NONE);
    }

    private static Optional<Finding> found(
            FindingKind kind, LedgerRecord entry, SurveyedPost post, String conclusion, Action action) {
        return Optional.of(Finding.of(kind, entry, post.id(), CompareEntry.words(post), conclusion, action));
    }
}
