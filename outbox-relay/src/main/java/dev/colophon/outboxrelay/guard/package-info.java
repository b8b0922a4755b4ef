/** Whether the relay may stream and whether it does: asked of PostgreSQL and shown by a canary, never by callbacks. */
@NullMarked
package dev.colophon.outboxrelay.guard;

import org.jspecify.annotations.NullMarked;
