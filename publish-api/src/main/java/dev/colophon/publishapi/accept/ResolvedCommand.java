package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.status.StatusResource;

/** What a command comes to, if it is not refused. */
sealed interface ResolvedCommand {

    /** A job of its own. */
    record New(Job job) implements ResolvedCommand {}

    /** It is so already, or asked for already. */
    record Repeated(StatusResource status) implements ResolvedCommand {}
}
