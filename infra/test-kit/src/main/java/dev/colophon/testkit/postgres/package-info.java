/** A real PostgreSQL server for tests and the local run: started, stopped, killed, bootstrapped. */
@NullMarked
package dev.colophon.testkit.postgres;

import org.jspecify.annotations.NullMarked;
