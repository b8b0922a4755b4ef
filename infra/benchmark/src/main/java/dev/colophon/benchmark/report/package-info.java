/** How figures are shown. */
@NullMarked
package dev.colophon.benchmark.report;

import org.jspecify.annotations.NullMarked;
