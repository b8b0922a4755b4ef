/** Retries what failed at a site, all at once: each publication as by its own command. */
@NullMarked
package dev.colophon.publishapi.retry;

import org.jspecify.annotations.NullMarked;
