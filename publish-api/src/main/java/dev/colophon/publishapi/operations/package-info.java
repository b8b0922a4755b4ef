/** The other services' operations APIs, for the console alone: nothing that accepts jobs waits for them. */
@NullMarked
package dev.colophon.publishapi.operations;

import org.jspecify.annotations.NullMarked;
