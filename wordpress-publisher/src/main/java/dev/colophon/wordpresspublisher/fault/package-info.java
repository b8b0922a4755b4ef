/** The switch that makes this very program halt at a chosen step. */
@NullMarked
package dev.colophon.wordpresspublisher.fault;

import org.jspecify.annotations.NullMarked;
