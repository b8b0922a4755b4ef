package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Percentiles;

/**
 * One story after another, in ms.
 *
 * @param whole from the 202 until a subscriber is told
 * @param own that without the time that WordPress itself worked
 * @param bare the bare client's requests for a story, from the first to the last answer
 */
record Way(Percentiles whole, Percentiles own, Percentiles bare) {}
