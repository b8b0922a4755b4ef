/** Images on their way with their stories: where they are fetched from, and whether they can be had. */
@NullMarked
package dev.colophon.local.image;

import org.jspecify.annotations.NullMarked;
