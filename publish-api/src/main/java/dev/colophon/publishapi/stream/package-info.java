/** Tells clients that stay connected how their publications stand. */
@NullMarked
package dev.colophon.publishapi.stream;

import org.jspecify.annotations.NullMarked;
