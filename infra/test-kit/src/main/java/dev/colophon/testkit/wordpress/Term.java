package dev.colophon.testkit.wordpress;

/** A category or tag. Its name is stored as HTML: an ampersand is an entity. */
record Term(long id, Taxonomy taxonomy, String name, String slug) {}
