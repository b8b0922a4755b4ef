/** Makes statuses anew from the log, beside the live traffic: compared first, then put right at once, then verified. */
@NullMarked
package dev.colophon.statusprojector.rebuild;

import org.jspecify.annotations.NullMarked;
