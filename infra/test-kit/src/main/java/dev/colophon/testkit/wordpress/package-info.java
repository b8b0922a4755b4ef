/** WordPress for tests: the real one, a fake that imitates it, and the one contract suite that keeps the fake honest. */
@NullMarked
package dev.colophon.testkit.wordpress;

import org.jspecify.annotations.NullMarked;
