package dev.colophon.wordpresspublisher.reconcile;

import java.util.Locale;

/**
 * What became of a finding's action.
 *
 * <p>NOTHING_TO_DO: there was none. NOT_DONE: the run was dry. INTENDED: it was about to be done when the process ended. DONE.
 * CHANGED_MEANWHILE: the entry was not any more as it was judged; the next run looks again. FAILED: the site refused.
 */
enum Result {
    NOTHING_TO_DO,
    NOT_DONE,
    INTENDED,
    DONE,
    CHANGED_MEANWHILE,
    FAILED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
