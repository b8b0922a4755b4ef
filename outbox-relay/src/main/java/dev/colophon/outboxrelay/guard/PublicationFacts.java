package dev.colophon.outboxrelay.guard;

import java.util.Set;

/**
 * The PostgreSQL publication.
 *
 * @param suitable publishes insert and nothing else, of listed tables, without row filter or column list, and a day's rows
 *     under the name of their outbox
 */
record PublicationFacts(boolean suitable, Set<String> tables) {

    PublicationFacts {
        tables = Set.copyOf(tables);
    }
}
