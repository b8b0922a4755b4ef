package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import org.jspecify.annotations.Nullable;

/** What the client's commands make of the entry, and what is told of them at once. */
final class ClientSide {

    private ClientSide() {}

    static void ask(World world, Command command) {
        ModelLedger row = world.row;
        Wish wish = switch (command) {
            case UPDATE -> row.wish.withOtherContent();
            case PUBLISH, RETRY, CANCEL -> row.wish.shown();
            case UNPUBLISH -> row.wish.held();
        };
        Action action = switch (command) {
            case UPDATE, PUBLISH -> Action.PUBLISH;
            case UNPUBLISH -> Action.UNPUBLISH;
            case CANCEL -> Action.CANCEL;
            case RETRY -> Action.RETRY;
        };
        switch (row.accept(action, row.revision + 1, wish)) {
            case CANCELLED -> world.told = ReceiptKind.CANCELLED;
            case DUE -> world.told = world.told == ReceiptKind.CANCELLED ? opened(row) : world.told;
            case TOO_LATE, STALE, HELD -> {}
        }
    }

    /** What was told before the cancel, of which nothing is left. */
    private static @Nullable ReceiptKind opened(ModelLedger row) {
        return row.generation > 1 ? ReceiptKind.GENERATION_OPENED : null;
    }
}
