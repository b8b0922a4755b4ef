/** The message of an accepted job, written in the transaction of the job itself. */
@NullMarked
package dev.colophon.publishapi.outbox;

import org.jspecify.annotations.NullMarked;
