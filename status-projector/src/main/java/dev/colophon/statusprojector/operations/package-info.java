/** The operators' door: who shows the key and says who they are. Every use is on record. */
@NullMarked
package dev.colophon.statusprojector.operations;

import org.jspecify.annotations.NullMarked;
