package dev.colophon.statusprojector.publication;

/** What one event does to a publication. */
public sealed interface Step {

    /** The publication afterwards. */
    Publication publication();

    /** The event tells something new. */
    record Advanced(Publication publication) implements Step {}

    /** The event is true, and older or no newer than what is known. */
    record Stale(Publication publication) implements Step {}

    /** The event cannot be true; the publication stays as it was. */
    record Conflict(Publication publication, Impossible why) implements Step {}
}
