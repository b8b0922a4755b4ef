package dev.colophon.wordpresspublisher.protocol;

/**
 * The writes that are made to the recorded post. Each may be repeated with the same content at will.
 *
 * <p>FILL: the whole body, neither status nor slug. PUBLISH: status, final slug and date, body untouched. UPDATE: body and
 * slug of a post that is public already; without a status, so that it cannot revive one that is trashed meanwhile.
 * HOLD: body, slug and the status draft.
 */
public enum Change {
    FILL,
    PUBLISH,
    UPDATE,
    HOLD
}
