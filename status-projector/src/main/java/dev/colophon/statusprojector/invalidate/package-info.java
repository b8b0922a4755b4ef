/** What an operator decides about events that are wrong: foreseen first, decided with reason and name, and reversible. */
@NullMarked
package dev.colophon.statusprojector.invalidate;

import org.jspecify.annotations.NullMarked;
