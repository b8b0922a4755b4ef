/** A TCP proxy that injects network faults and counts them. */
@NullMarked
package dev.colophon.testkit.proxy;

import org.jspecify.annotations.NullMarked;
