package dev.colophon.outboxrelay.guard;

import java.util.Set;

/**
 * The PostgreSQL publication.
 *
 * @param suitable publishes insert and nothing else, of listed tables, without row filter or column list
 */
record PublicationFacts(boolean suitable, Set<String> tables) {

    PublicationFacts {
        tables = Set.copyOf(tables);
    }
}
