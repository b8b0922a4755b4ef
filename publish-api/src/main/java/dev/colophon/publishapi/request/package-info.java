/** Reads and checks what a client asks to be published. */
@NullMarked
package dev.colophon.publishapi.request;

import org.jspecify.annotations.NullMarked;
