/** What an operator may tell the relay to do: by key, under a name, and on record. */
@NullMarked
package dev.colophon.outboxrelay.operate;

import org.jspecify.annotations.NullMarked;
