package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Percentiles;

/**
 * From the 202 until a subscriber is told, in ms.
 *
 * @param own without the time that WordPress itself worked
 */
record Way(Percentiles whole, Percentiles own) {}
