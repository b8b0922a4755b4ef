/** Starts what does not run yet, until everything is healthy. */
@NullMarked
package dev.colophon.local.up;

import org.jspecify.annotations.NullMarked;
