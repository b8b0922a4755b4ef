/** From the events topic to deliveries that are due. */
@NullMarked
package dev.colophon.publishapi.webhook.intake;

import org.jspecify.annotations.NullMarked;
