/** Stops what runs, services first. */
@NullMarked
package dev.colophon.local.down;

import org.jspecify.annotations.NullMarked;
