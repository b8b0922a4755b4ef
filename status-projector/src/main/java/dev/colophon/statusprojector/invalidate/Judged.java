package dev.colophon.statusprojector.invalidate;

/**
 * What came of a decision.
 *
 * @param corrected rows of status that it has changed
 * @param announced publications of which subscribers were told
 */
public record Judged(Invalidation decision, Impact impact, int corrected, int announced) {}
