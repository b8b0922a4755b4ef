/** Tells clients without Kafka how their publications stand: signed, at least once, under ids that stay the same. */
@NullMarked
package dev.colophon.publishapi.webhook;

import org.jspecify.annotations.NullMarked;
