/** The crash matrix: every step of the protocol, interrupted in every way, under every answer of the site. */
@NullMarked
package dev.colophon.wordpresspublisher.matrix;

import org.jspecify.annotations.NullMarked;
