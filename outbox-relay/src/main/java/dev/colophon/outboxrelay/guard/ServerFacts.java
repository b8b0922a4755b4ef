package dev.colophon.outboxrelay.guard;

/** What the server says of itself, of the relay's role, and of what the relay has left there. */
record ServerFacts(String walLevel, boolean roleMayReplicate, boolean recoveryUnfinished, boolean positionUnreadable) {}
