/** Compares a site with the publisher's ledger, by the publisher's operations API. */
@NullMarked
package dev.colophon.local.reconcile;

import org.jspecify.annotations.NullMarked;
