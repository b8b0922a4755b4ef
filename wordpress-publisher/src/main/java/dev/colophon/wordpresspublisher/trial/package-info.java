/** Tries sites out: when they are registered, as time passes, and when an operator asks. */
@NullMarked
package dev.colophon.wordpresspublisher.trial;

import org.jspecify.annotations.NullMarked;
