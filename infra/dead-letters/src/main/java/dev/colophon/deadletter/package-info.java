/**
 * A service's dead letters, as operators see them: pages without a gap, masked bodies, and the replay of what is provably undelivered. What
 * that means is the service's own ({@link dev.colophon.deadletter.LetterIntake}). Knows no service (decision 0032).
 */
@NullMarked
package dev.colophon.deadletter;

import org.jspecify.annotations.NullMarked;
