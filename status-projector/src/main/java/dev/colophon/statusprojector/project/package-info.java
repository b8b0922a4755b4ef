/** Event log, fold, status and the messages that tell of it: one transaction for a batch. */
@NullMarked
package dev.colophon.statusprojector.project;

import org.jspecify.annotations.NullMarked;
