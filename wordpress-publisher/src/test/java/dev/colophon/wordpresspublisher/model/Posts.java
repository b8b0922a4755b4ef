package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The posts of one publication at a stock WordPress, and what requests and people do to them. Ids count from 1. */
final class Posts {

    static final int MOST = 6;
    static final int NONE = 0;
    static final int DRAFT = 1;
    static final int PUBLIC = 2;
    static final int TRASH = 3;
    static final int GONE = 4;

    private static final SeenStatus[] SHOWN = {
        SeenStatus.OTHER, SeenStatus.DRAFT, SeenStatus.PUBLISH, SeenStatus.TRASH, SeenStatus.OTHER
    };

    final int[] status = new int[MOST + 1];
    final int[] generation = new int[MOST + 1];
    final int[] content = new int[MOST + 1];
    /** Whether a person was the last to change the status. */
    final boolean[] byHand = new boolean[MOST + 1];
    /** Filed under the technical slug still; the final one comes with publication. */
    final boolean[] technical = new boolean[MOST + 1];
    /** Older than any request can live. */
    final boolean[] aged = new boolean[MOST + 1];

    /** A new draft, or 0 if the model has no room. */
    int create(int ofGeneration, int withContent) {
        for (int id = 1; id <= MOST; id++) {
            if (status[id] == NONE) {
                status[id] = DRAFT;
                generation[id] = ofGeneration;
                content[id] = withContent;
                byHand[id] = false;
                technical[id] = true;
                aged[id] = false;
                return id;
            }
        }
        throw new IllegalStateException("more than " + MOST + " posts: the model is too small for these bounds");
    }

    /** A new post in the wanted state at once. */
    int createWhole(int ofGeneration, Wish wish) {
        int id = create(ofGeneration, wish.content());
        technical[id] = false;
        status[id] = wish.isPublic() ? PUBLIC : DRAFT;
        return id;
    }

    /** False: there is no such post any more. */
    boolean write(int id, Change change, int withContent) {
        if (status[id] == GONE) {
            return false;
        }
        switch (change) {
            case FILL -> content[id] = withContent;
            case PUBLISH -> become(id, PUBLIC, false);
            case UPDATE -> content[id] = withContent;
            case HOLD -> {
                content[id] = withContent;
                become(id, DRAFT, false);
            }
        }
        technical[id] &= change == Change.FILL;
        return true;
    }

    /** What was read as a draft is written back as one, whatever it has become meanwhile. */
    void putBackDraft(int id) {
        if (status[id] != GONE) {
            become(id, DRAFT, false);
        }
    }

    void delete(int id) {
        become(id, GONE, false);
    }

    boolean canEdit(int id, Edit edit) {
        return switch (edit) {
            case TRASH -> status[id] == DRAFT || status[id] == PUBLIC;
            case DELETE -> status[id] == DRAFT || status[id] == PUBLIC || status[id] == TRASH;
            case WITHDRAW -> status[id] == PUBLIC;
            case RESTORE -> status[id] == TRASH;
            case OPEN -> status[id] == DRAFT;
        };
    }

    void edit(int id, Edit edit) {
        int after = switch (edit) {
            case TRASH -> TRASH;
            case DELETE -> GONE;
            case WITHDRAW, RESTORE -> DRAFT;
            case OPEN -> PUBLIC;
        };
        become(id, after, true);
    }

    /** What a look-up of the technical slugs shows. */
    List<SeenPost> filedUnder(Slot slot) {
        List<SeenPost> found = new ArrayList<>();
        for (int id = 1; id <= MOST; id++) {
            if (status[id] != NONE && status[id] != GONE && technical[id] && generation[id] == slot.generation()) {
                found.add(seen(id, slot));
            }
        }
        return found;
    }

    /** What a look at the id shows; empty if it is proved gone. */
    Optional<SeenPost> look(int id, Slot slot) {
        return status[id] == GONE ? Optional.empty() : Optional.of(seen(id, slot));
    }

    boolean isPublic(int id) {
        return status[id] == PUBLIC;
    }

    /** As the answer of a create shows it, whatever has become of it since. */
    static SeenPost drafted(int id, Slot slot, Wish wish) {
        return new SeenPost(
                new PostId(id), SeenStatus.DRAFT, slot.technicalSlug(), "link", Wish.hashOf(wish.content()), true);
    }

    private SeenPost seen(int id, Slot slot) {
        return new SeenPost(
                new PostId(id), SHOWN[status[id]], slot.technicalSlug(), "link", Wish.hashOf(content[id]), true);
    }

    private void become(int id, int after, boolean person) {
        if (status[id] != after) {
            status[id] = after;
            byHand[id] = person;
        }
    }
}
