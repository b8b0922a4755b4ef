/** What the script beside this module calls: one benchmark each, by name. */
@NullMarked
package dev.colophon.benchmark;

import org.jspecify.annotations.NullMarked;
