package dev.colophon.deadletter;

import java.util.Collection;
import java.util.Map;

/**
 * What a service knows of its letters, and how it takes one in.
 *
 * @param <T> what a letter of this service says, once it is read
 */
public interface LetterIntake<T> {

    /** Of those places, the letters that were delivered after all, as far as the service puts that down. */
    Map<Place, Replay> replays(Collection<Place> places);

    /** Reads a letter, and says whether it is provably undelivered. */
    Standing<T> standing(Letter letter);

    /**
     * Delivers a letter, in a transaction that asks again whether it is undelivered.
     *
     * @throws DeadLetterRefused if it is not, or the database refuses it: then nothing has changed
     */
    void deliver(Place place, T content, String operator, String reason);
}
