package dev.colophon.statusprojector.invalidate;

/**
 * Puts publications back to a step: of each, the valid receipts after the last one that tells of the step. A publication that
 * never came so far, or has come no further, is not touched. Requests stay: what was asked for is asked for still.
 *
 * @param publications those that have a valid event which meets this
 */
public record Reset(Milestone step, Selection publications) implements Scope {}
