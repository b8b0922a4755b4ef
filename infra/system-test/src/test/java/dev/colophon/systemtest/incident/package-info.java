/** The incidents that Colophon exists for, replayed through the running services. */
@NullMarked
package dev.colophon.systemtest.incident;

import org.jspecify.annotations.NullMarked;
