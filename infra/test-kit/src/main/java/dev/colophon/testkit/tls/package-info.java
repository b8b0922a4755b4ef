/** Servers of https that cannot, or can, prove who they are. */
@NullMarked
package dev.colophon.testkit.tls;

import org.jspecify.annotations.NullMarked;
