/** What docs/scaling.md rests on where nothing so large can be run: days of publications, simulated with measured times. */
@NullMarked
package dev.colophon.benchmark.scale;

import org.jspecify.annotations.NullMarked;
