package dev.colophon.publishapi.bulk;

/**
 * A bulk as it was begun.
 *
 * @param items how many it has, 1 to 500
 */
record Bulk(BulkId id, int items) {}
