/** The publication protocol as pure functions: what is on record and what was seen decide what is done next. */
@NullMarked
package dev.colophon.wordpresspublisher.protocol;

import org.jspecify.annotations.NullMarked;
