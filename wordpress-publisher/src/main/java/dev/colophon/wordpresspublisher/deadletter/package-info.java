/** The letters that this service could not deliver: what they say, whether they were delivered otherwise, and delivering them after all. */
@NullMarked
package dev.colophon.wordpresspublisher.deadletter;

import org.jspecify.annotations.NullMarked;
