package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.publication.Placement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a walk stands, so that the next run can go on from there. */
sealed interface Place {

    /** Among the ledger's entries, after this publication. */
    record Ours(UUID after) implements Place {
        static final Ours BEGINNING = new Ours(new UUID(0, 0));

        @Override
        public String words() {
            return "ours:" + after;
        }
    }

    /** Among the site's posts that carry our marker. */
    record Marked(Placement placement, int offset) implements Place {
        @Override
        public String words() {
            return "marked:" + placement.word() + ":" + offset;
        }
    }

    /** Among the site's drafts. */
    record Drafts(Placement placement, int offset) implements Place {
        @Override
        public String words() {
            return "drafts:" + placement.word() + ":" + offset;
        }
    }

    /** The walk is done. */
    record End() implements Place {
        @Override
        public String words() {
            return "end";
        }
    }

    /** As it is kept. */
    String words();

    /** The first place of all. */
    static Place beginning() {
        return Ours.BEGINNING;
    }

    /** Reads {@link #words()}; the beginning where nothing is kept, the walk was done, or another version wrote what is none here. */
    static Place of(@Nullable String words) {
        String[] parts = words == null ? new String[] {""} : words.split(":", -1);
        try {
            return switch (parts[0]) {
                case "ours" -> new Ours(UUID.fromString(parts[1]));
                case "marked" -> new Marked(Placement.of(parts[1]), Integer.parseInt(parts[2]));
                case "drafts" -> new Drafts(Placement.of(parts[1]), Integer.parseInt(parts[2]));
                default -> beginning();
            };
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException otherwise) {
            return beginning();
        }
    }

    /**
     * The next list of the site after this one.
     *
     * @param kinds of posts that are listed, at least one, always in the same order
     */
    default Place nextList(List<Placement> kinds) {
        return switch (this) {
            case Ours _ -> new Marked(kinds.getFirst(), 0);
            case Marked(var placement, var _) ->
                after(placement, kinds)
                        .<Place>map(next -> new Marked(next, 0))
                        .orElseGet(() -> new Drafts(kinds.getFirst(), 0));
            case Drafts(var placement, var _) ->
                after(placement, kinds).<Place>map(next -> new Drafts(next, 0)).orElseGet(End::new);
            case End end -> end;
        };
    }

    /** One that is listed no more has none after it. */
    private static Optional<Placement> after(Placement placement, List<Placement> kinds) {
        int next = kinds.indexOf(placement) + 1;
        return next == 0 || next == kinds.size() ? Optional.empty() : Optional.of(kinds.get(next));
    }
}
