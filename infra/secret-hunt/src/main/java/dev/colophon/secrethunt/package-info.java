/** Where no secret may be, and the hunt for them there. */
@NullMarked
package dev.colophon.secrethunt;

import org.jspecify.annotations.NullMarked;
