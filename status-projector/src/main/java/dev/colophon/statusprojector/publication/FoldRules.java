package dev.colophon.statusprojector.publication;

import java.util.Collection;

/**
 * The rules by which events become a status. Projecting, foreseeing, comparing and correcting are given the same ones, or a row
 * that one of them writes would be wrong to the next. Whoever keeps them folds as {@link Fold} does: the result depends on the set
 * of events alone.
 */
@FunctionalInterface
public interface FoldRules {

    /** What these events make, all of one publication. */
    Folded fold(Collection<? extends LoggedEvent> events);
}
