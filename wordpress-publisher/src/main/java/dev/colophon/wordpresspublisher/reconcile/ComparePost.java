package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.protocol.SweepRule;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.wordpress.SurveyedPost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** What the ledger knows of the publications that posts name: their entries, and what closed generations left. */
    record Known(Map<PublicationId, LedgerRecord> entries, Map<Slot, PostId> closed) {

        @Nullable
        LedgerRecord entry(Slot slot) {
            return entries.get(slot.publication());
        }

        /** The post on record for this very generation. */
        @Nullable
        PostId recorded(Slot slot, LedgerRecord entry) {
            return slot.generation() == entry.slot().generation()
                    ? entry.post().map(OnRecord.Post::id).orElse(null)
                    : closed.get(slot);
        }
    }

    /** What differs. */
    Optional<Finding> of(SurveyedPost post, Known known) {
        List<Slot> slots = post.slots();
        boolean recorded = slots.stream().map(known::entry).anyMatch(entry -> entry != null && entry.holds(post.id()));
        return slots.isEmpty() || recorded ? Optional.empty() : unrecorded(post, slots.getFirst(), known);
    }

    private Optional<Finding> unrecorded(SurveyedPost post, Slot slot, Known known) {
        LedgerRecord entry = known.entry(slot);
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
                    : hidden(post, slot, entry, known);
        }
        if (post.isPublic()) {
            return entry.onRecord() instanceof OnRecord.Nothing ? ownPublic(post, entry) : second(post, entry);
        }
        return hidden(post, slot, entry, known);
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
        if (!post.placement().equals(entry.placement())) {
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
                        null,
                        adoption.seen(),
                        "The site shows several public posts of this publication: " + String.join(", ", open)
                                + ". None is put on record: a person decides which one stays.",
                        CompareEntry.parkOnce(entry));
    }

    private Optional<Finding> hidden(SurveyedPost post, Slot slot, LedgerRecord entry, Known known) {
        return switch (post.status()) {
            case DRAFT -> draft(post, slot, entry, known);
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

    private Optional<Finding> draft(SurveyedPost post, Slot slot, LedgerRecord entry, Known known) {
        var rule = new SweepRule.Known(entry.slot().generation(), known.recorded(slot, entry));
        return switch (SweepRule.judge(slot, post.as(slot), rule)) {
            case DELETE ->
                found(
                        FindingKind.STRAY_DRAFT,
                        entry,
                        post,
                        "A draft that an attempt left; its place is taken or closed, so it can never be used.",
                        orders.sweep() ? Action.SWEEP : Action.NONE);
            case WAIT ->
                found(
                        FindingKind.WAITING_DRAFT,
                        entry,
                        post,
                        "A draft that an attempt left: the next visit adopts it.",
                        Action.NONE);
            case REPORT ->
                found(
                        FindingKind.LOOKALIKE,
                        entry,
                        post,
                        "It has our marker or our slug, not both, or is the post of a closed generation: an editor had it in hand.",
                        Action.NONE);
        };
    }

    private static Optional<Finding> found(
            FindingKind kind, LedgerRecord entry, SurveyedPost post, String conclusion, Action action) {
        return Optional.of(Finding.of(kind, entry, post.id(), CompareEntry.words(post), conclusion, action));
    }
}
