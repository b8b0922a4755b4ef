package dev.colophon.reference;

/**
 * One property of a service, as its record declares it.
 *
 * @param name such as {@code colophon.publish.workers}
 * @param otherwise what holds where nobody sets it; empty: it must be set, or is nothing
 * @param bounds of its annotations
 * @param meaning in the words of the record's Javadoc; empty if there are none
 */
record Property(String name, String type, String otherwise, String bounds, String meaning) {}
