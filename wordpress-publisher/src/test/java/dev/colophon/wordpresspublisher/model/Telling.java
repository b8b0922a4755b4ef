package dev.colophon.wordpresspublisher.model;

import java.util.ArrayList;
import java.util.List;

/** A world in words, for traces. */
final class Telling {

    private static final String[] STATUS = {"none", "draft", "public", "trash", "gone"};

    private Telling() {}

    static String of(World world) {
        ModelLedger row = world.row;
        List<String> parts = new ArrayList<>();
        parts.add("ledger: generation %d, revision %d wants %s, %s; %s"
                .formatted(
                        row.generation,
                        row.revision,
                        row.wish,
                        row.settledRevision == row.revision ? "settled" : "not settled",
                        row.remoteId == 0 ? "no post" : "post " + row.remoteId + " " + row.remoteState));
        parts.add("told " + world.told + ", due " + row.due + ", lease " + row.lease + ", last " + row.lastKind + " "
                + row.lastCode);
        if (row.unsettledChange != null) {
            parts.add("unsettled " + row.unsettledChange + " of " + row.unsettledWish
                    + (row.unsettledLong ? " (long ago)" : ""));
        }
        for (int id = 1; id <= Posts.MOST; id++) {
            if (world.posts.status[id] != Posts.NONE) {
                parts.add("post %d (generation %d): %s with content %d%s"
                        .formatted(
                                id,
                                world.posts.generation[id],
                                STATUS[world.posts.status[id]],
                                world.posts.content[id],
                                world.posts.byHand[id] ? ", by hand" : ""));
            }
        }
        for (int code : world.requests) {
            if (code != 0) {
                parts.add("on its way: " + Request.of(code));
            }
        }
        return String.join("; ", parts);
    }
}
