/** What any benchmark needs: progress that is shown, percentiles, what a process used, what it ran on. */
@NullMarked
package dev.colophon.benchmark.measure;

import org.jspecify.annotations.NullMarked;
