/** Takes requests from Kafka into the ledger, and the unreadable ones to the dead letters. */
@NullMarked
package dev.colophon.wordpresspublisher.inbox;

import org.jspecify.annotations.NullMarked;
