/** What this service tells of a story's way, as spans of the trace that its request began. */
@NullMarked
package dev.colophon.wordpresspublisher.trace;

import org.jspecify.annotations.NullMarked;
