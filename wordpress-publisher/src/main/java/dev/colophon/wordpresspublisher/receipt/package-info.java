/** Facts on their way to the projector: receipts that commit together with the ledger row they tell of. */
@NullMarked
package dev.colophon.wordpresspublisher.receipt;

import org.jspecify.annotations.NullMarked;
