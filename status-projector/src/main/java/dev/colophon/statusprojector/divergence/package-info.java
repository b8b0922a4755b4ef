/** How far what is said lies from what is so: projection against fold, against ledger, ledger against the site. */
@NullMarked
package dev.colophon.statusprojector.divergence;

import org.jspecify.annotations.NullMarked;
