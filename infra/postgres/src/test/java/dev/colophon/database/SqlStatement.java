package dev.colophon.database;

/**
 * A statement as PostgreSQL gets it, its parameters as $1, $2 and so on.
 *
 * @param at the class that gives it to the database
 */
record SqlStatement(String at, String sql) {}
