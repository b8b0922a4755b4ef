package dev.colophon.outboxrelay.guard;

/** What the server says of itself and of the relay's role. */
record ServerFacts(boolean inRecovery, String walLevel, boolean roleMayReplicate, boolean recoveryUnfinished) {}
