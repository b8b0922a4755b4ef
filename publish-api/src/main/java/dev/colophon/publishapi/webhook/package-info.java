/** Webhooks as their clients register them: where to, which events, signed with what. */
@NullMarked
package dev.colophon.publishapi.webhook;

import org.jspecify.annotations.NullMarked;
