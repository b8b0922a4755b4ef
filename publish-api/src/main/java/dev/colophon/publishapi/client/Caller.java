package dev.colophon.publishapi.client;

/** Who sends a request: the client that its API key belongs to. */
public record Caller(ClientId id, String name, Role role) {

    /** Whether other clients' publications exist for this caller. */
    public boolean seesAllClients() {
        return role.covers(Role.OPERATOR);
    }
}
