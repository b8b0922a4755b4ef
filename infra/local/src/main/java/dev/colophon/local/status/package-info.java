/** Tells what runs and what does not. */
@NullMarked
package dev.colophon.local.status;

import org.jspecify.annotations.NullMarked;
