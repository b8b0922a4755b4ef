package dev.colophon.testkit.wordpress;

import java.time.Instant;

/** One firing of WordPress's hook {@code transition_post_status}: plugins share, mail and ping on it. */
public record Transition(long post, String type, String slug, String from, String to, Instant at) {

    /** Whether a plugin that announces new posts would announce this one. */
    public boolean announces() {
        return to.equals("publish") && !from.equals("publish");
    }
}
