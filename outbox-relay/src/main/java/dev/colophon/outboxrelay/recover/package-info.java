/** A new slot in place of a broken one, by command only, and all that the old one left out sent again. */
@NullMarked
package dev.colophon.outboxrelay.recover;

import org.jspecify.annotations.NullMarked;
