/** SHA-256 as a value. */
@NullMarked
package dev.colophon.publishapi.hash;

import org.jspecify.annotations.NullMarked;
