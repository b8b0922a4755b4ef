/** Runs the whole pipeline on one machine. */
@NullMarked
package dev.colophon.local;

import org.jspecify.annotations.NullMarked;
