/** What this service tells of a story's way, as spans of the trace that its request began. */
@NullMarked
package dev.colophon.outboxrelay.trace;

import org.jspecify.annotations.NullMarked;
