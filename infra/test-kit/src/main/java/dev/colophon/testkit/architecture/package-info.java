/** The structural rules that every service keeps. */
@NullMarked
package dev.colophon.testkit.architecture;

import org.jspecify.annotations.NullMarked;
