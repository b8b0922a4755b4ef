/** How long the console takes for each of its pages, with a newsroom's years of publications behind it. */
@NullMarked
package dev.colophon.benchmark.console;

import org.jspecify.annotations.NullMarked;
