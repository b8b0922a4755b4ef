/** Accepts publication jobs over HTTP and hands them on through its outbox, in one transaction. */
@NullMarked
package dev.colophon.publishapi;

import org.jspecify.annotations.NullMarked;
