package dev.colophon.publishapi.client;

/**
 * Who sends a request: the client that its API key belongs to, or that its access token names.
 *
 * @param htmlPolicy what becomes of its HTML
 */
public record Caller(ClientId id, String name, Role role, HtmlPolicy htmlPolicy) {

    /** Whether other clients' publications exist for this caller. */
    public boolean seesAllClients() {
        return role.covers(Role.OPERATOR);
    }
}
