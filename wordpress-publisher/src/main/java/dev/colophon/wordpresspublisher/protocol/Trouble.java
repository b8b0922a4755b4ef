package dev.colophon.wordpresspublisher.protocol;

import java.time.Duration;

/**
 * What went wrong with the wanted revision so far.
 *
 * @param failures since the last success, of whatever kind
 * @param strikes those of them that count towards giving up
 * @param waiting since the first of them
 * @param unsettled whether a write to the recorded post has an unknown end
 */
public record Trouble(int failures, int strikes, Duration waiting, boolean unsettled) {

    /** No trouble at all. */
    public static Trouble none() {
        return new Trouble(0, 0, Duration.ZERO, false);
    }
}
