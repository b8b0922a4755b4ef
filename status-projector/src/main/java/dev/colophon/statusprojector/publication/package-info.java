/** What a publication's status is, given its events: pure, total, and indifferent to their order and repetition. */
@NullMarked
package dev.colophon.statusprojector.publication;

import org.jspecify.annotations.NullMarked;
