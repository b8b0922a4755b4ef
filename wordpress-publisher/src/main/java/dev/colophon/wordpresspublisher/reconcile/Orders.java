package dev.colophon.wordpresspublisher.reconcile;

/**
 * What a run may do.
 *
 * @param dryRun nothing at all; it finds what a real run would find
 * @param overwriteEdits send the wanted content again where an editor changed it
 * @param sweep delete stray drafts, by the sweep's rule
 * @param fromReceipts believe the receipts where the ledger lost its record
 */
public record Orders(boolean dryRun, boolean overwriteEdits, boolean sweep, boolean fromReceipts) {}
