/** Says from durable state whether a story can move now. */
@NullMarked
package dev.colophon.wordpresspublisher.health;

import org.jspecify.annotations.NullMarked;
