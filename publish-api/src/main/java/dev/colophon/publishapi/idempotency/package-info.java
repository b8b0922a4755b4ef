/** The first answer to an idempotency key, kept and given again. */
@NullMarked
package dev.colophon.publishapi.idempotency;

import org.jspecify.annotations.NullMarked;
