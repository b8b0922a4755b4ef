package dev.colophon.publishapi.outbox;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.trace.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a job, in which trace, and why.
 *
 * @param reason in the words of whoever asked, for the record alone
 */
public record Asked(
        ClientId by, TraceParent trace, @Nullable String reason) {}
