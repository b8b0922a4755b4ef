/** Publishes each story to WordPress exactly once and records what it saw as receipts. */
@NullMarked
package dev.colophon.wordpresspublisher;

import org.jspecify.annotations.NullMarked;
