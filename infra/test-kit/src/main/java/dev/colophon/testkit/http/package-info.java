/** Requests that no client of HTTP would send. */
@NullMarked
package dev.colophon.testkit.http;

import org.jspecify.annotations.NullMarked;
