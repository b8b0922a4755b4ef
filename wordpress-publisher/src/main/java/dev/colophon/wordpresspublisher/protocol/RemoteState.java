package dev.colophon.wordpresspublisher.protocol;

/**
 * What the ledger knows of the post whose id it holds.
 *
 * <p>RESERVED: our private draft, not yet in the wanted state. PUBLIC: seen public. HELD: a draft because the client asked
 * for one. REMOVED: an editor trashed, deleted or withdrew it; never posted again within the generation.
 */
public enum RemoteState {
    RESERVED,
    PUBLIC,
    HELD,
    REMOVED
}
