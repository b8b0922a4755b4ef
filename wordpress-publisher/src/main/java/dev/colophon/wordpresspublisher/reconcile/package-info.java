/** Compares the ledger with a site, both ways: pure comparisons, healed by the ordinary road, with an audit trail. */
@NullMarked
package dev.colophon.wordpresspublisher.reconcile;

import org.jspecify.annotations.NullMarked;
