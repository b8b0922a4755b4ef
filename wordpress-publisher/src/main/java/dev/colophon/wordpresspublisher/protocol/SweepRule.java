package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import org.jspecify.annotations.Nullable;

/**
 * What may be done with a draft of ours that a site shows: deleted only if no visit, however late, can ever publish it. Since
 * an id is set once per generation, and a closed generation never comes back, that is so for ever once it is so. Pure.
 */
public final class SweepRule {

    private SweepRule() {}

    /** What is done with a draft. */
    public enum Sweep {
        /** Another post has its place, or its generation is closed: deleted, and counted. */
        DELETE,
        /** It is the one on record, or may still be adopted: left alone, and counted. */
        WAIT,
        /** Nobody knows whose it is: left alone, and shown to a person. */
        REPORT
    }

    /**
     * What the ledger holds of the draft's publication.
     *
     * @param generation the current one
     * @param recorded the post id on record for the draft's own generation, be it the current one or a closed one; null if none
     */
    public record Known(int generation, @Nullable PostId recorded) {}

    /** {@code slot}: that of the draft's slug. {@code known}: null where the ledger has no such publication. */
    public static Sweep judge(Slot slot, SeenPost draft, @Nullable Known known) {
        boolean ours = draft.marked() && slot.filedUnder(draft.slug());
        if (!ours || draft.status() != SeenStatus.DRAFT || known == null || slot.generation() > known.generation()) {
            return Sweep.REPORT;
        }
        PostId recorded = known.recorded();
        if (slot.generation() < known.generation()) {
            // A closed generation's own post, back from the trash: somebody fetched it.
            return draft.id().equals(recorded) ? Sweep.REPORT : Sweep.DELETE;
        }
        return recorded == null || recorded.equals(draft.id()) ? Sweep.WAIT : Sweep.DELETE;
    }
}
