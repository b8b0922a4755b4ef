/** Folds requests and receipts into the one status of each publication. */
@NullMarked
package dev.colophon.statusprojector;

import org.jspecify.annotations.NullMarked;
