/** Real servers on one machine for tests and for the local run. */
@NullMarked
package dev.colophon.testkit;

import org.jspecify.annotations.NullMarked;
