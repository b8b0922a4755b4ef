/** The processes of a local run, each of which can be started, found again and stopped. */
@NullMarked
package dev.colophon.local.part;

import org.jspecify.annotations.NullMarked;
