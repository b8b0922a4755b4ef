/** Takes many requests to publish at once: each is accepted or refused by itself. */
@NullMarked
package dev.colophon.publishapi.bulk;

import org.jspecify.annotations.NullMarked;
