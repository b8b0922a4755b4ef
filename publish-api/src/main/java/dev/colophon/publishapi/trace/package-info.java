/** The trace that a request belongs to: accepted from the caller or begun here, and kept with the message. */
@NullMarked
package dev.colophon.publishapi.trace;

import org.jspecify.annotations.NullMarked;
