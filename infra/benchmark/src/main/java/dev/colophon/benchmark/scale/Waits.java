package dev.colophon.benchmark.scale;

import dev.colophon.benchmark.measure.Percentiles;

/**
 * How long stories waited for their visit to begin, milliseconds.
 *
 * @param all stories
 * @param elsewhere those of all sites but the most active one
 * @param busy part of the places that were taken, on the average
 */
record Waits(Percentiles all, Percentiles elsewhere, double busy) {}
