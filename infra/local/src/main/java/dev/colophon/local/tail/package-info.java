/** Shows public events as they come. */
@NullMarked
package dev.colophon.local.tail;

import org.jspecify.annotations.NullMarked;
