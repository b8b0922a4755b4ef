/** The durable record of each publication: what is wanted, what was observed, and who holds the lock. */
@NullMarked
package dev.colophon.wordpresspublisher.ledger;

import org.jspecify.annotations.NullMarked;
