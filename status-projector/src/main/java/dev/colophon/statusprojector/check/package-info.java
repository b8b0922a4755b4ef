/** Integrity checks as SQL files: run in one snapshot of the primary, kept, told when their state changes. */
@NullMarked
package dev.colophon.statusprojector.check;

import org.jspecify.annotations.NullMarked;
