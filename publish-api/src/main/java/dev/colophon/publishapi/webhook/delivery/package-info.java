/** From an event that is due to a webhook that has taken it, and the log of it. */
@NullMarked
package dev.colophon.publishapi.webhook.delivery;

import org.jspecify.annotations.NullMarked;
