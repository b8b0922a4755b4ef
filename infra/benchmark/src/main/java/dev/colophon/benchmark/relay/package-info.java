/** The relay beside its rivals, on one PostgreSQL and one broker, in one run. */
@NullMarked
package dev.colophon.benchmark.relay;

import org.jspecify.annotations.NullMarked;
