package dev.colophon.systemtest.storm;

import org.jspecify.annotations.Nullable;

/** What a client asks of a story. Each is a job of its own with the next revision. */
enum Errand {
    PUBLISH(true, null),
    /** For a day that no storm lasts to. */
    SCHEDULE(false, null),
    UPDATE(true, null),
    /** The next edition, as a draft. */
    WITHDRAW(false, null),
    UNPUBLISH(false, "unpublish"),
    CANCEL(false, "cancel");

    private final boolean open;
    private final @Nullable String command;

    Errand(boolean open, @Nullable String command) {
        this.open = open;
        this.command = command;
    }

    /** Whether the story is public when this is done. */
    boolean isOpen() {
        return open;
    }

    /** The command as the door calls it; null for a job that brings content. */
    @Nullable
    String command() {
        return command;
    }
}
