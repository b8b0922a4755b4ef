package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.protocol.RemoteState;
import java.util.Objects;

/** What the site makes of a request, or of a person's hand: its posts, and what could be seen of the change. */
@SuppressWarnings("EnumOrdinal") // the numbers live as long as one exploration
final class SiteSide {

    private final Bounds bounds;

    SiteSide(Bounds bounds) {
        this.bounds = bounds;
    }

    /** The id of the post, 0 if there is none any more. */
    int execute(World world, Request request) {
        Posts posts = world.posts;
        return switch (request.kind()) {
            case CREATE -> posts.create(request.generation(), request.wish().content());
            case KEYED -> createByKey(world, request);
            case DELETE -> {
                if (world.row.generation == request.generation() && world.row.remoteId == request.id()) {
                    world.outrage = Property.OWN_DELETE;
                }
                posts.delete(request.id());
                yield request.id();
            }
            case WRITE -> {
                boolean before = posts.isPublic(request.id());
                var change = Objects.requireNonNull(request.change());
                boolean found = posts.write(request.id(), change, request.wish().content());
                if (request.begun()) {
                    posts.putBackDraft(request.id());
                }
                if (!before && posts.isPublic(request.id())) {
                    world.outrage = request.againstEditor() ? Property.REVIVED : world.outrage;
                    changedSince(world, request.id());
                }
                yield found ? request.id() : 0;
            }
        };
    }

    /** One post for one key; 0 where the plugin is not there. */
    private int createByKey(World world, Request request) {
        int generation = request.generation();
        int there = world.keyPost[generation];
        if (!world.keys) {
            return 0;
        }
        if (there != 0 && bounds.guarded(Guard.ONE_POST_FOR_A_KEY)) {
            return there;
        }
        int made = world.posts.createWhole(generation, request.wish());
        world.keyPost[generation] = made;
        world.keyWish[generation] = request.wish().ordinal();
        return made;
    }

    static void edit(World world, int id, Edit edit) {
        world.posts.edit(id, edit);
        if (edit == Edit.RESTORE) {
            changedSince(world, id);
        }
    }

    /** It is not away any more, as it was when these visits began, unless the ledger says so. */
    private static void changedSince(World world, int id) {
        for (Errand errand : world.errands) {
            if (errand.recordId == id && errand.recordState == RemoteState.RESERVED) {
                errand.againstEditor = false;
            }
        }
    }
}
