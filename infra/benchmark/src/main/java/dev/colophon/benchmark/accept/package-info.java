/** The door: how many jobs it accepts, and how long a client waits, beside the same transaction by plain JDBC. */
@NullMarked
package dev.colophon.benchmark.accept;

import org.jspecify.annotations.NullMarked;
