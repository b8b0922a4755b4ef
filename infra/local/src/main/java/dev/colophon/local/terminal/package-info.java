/** What a person sees: lines that are rewritten on a terminal, and plain ones in a log. */
@NullMarked
package dev.colophon.local.terminal;

import org.jspecify.annotations.NullMarked;
