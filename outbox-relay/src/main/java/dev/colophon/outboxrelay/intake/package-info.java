/** Asks the door to take in less before the slot runs out of WAL, and more again when it may. */
@NullMarked
package dev.colophon.outboxrelay.intake;

import org.jspecify.annotations.NullMarked;
