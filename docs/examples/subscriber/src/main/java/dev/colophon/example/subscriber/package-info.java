/** An example of a subscriber: what happened to each publication, in order, once, and complete. */
@NullMarked
package dev.colophon.example.subscriber;

import org.jspecify.annotations.NullMarked;
