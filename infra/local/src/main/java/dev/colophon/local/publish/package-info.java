/** Posts stories as an upstream service would, follows each to its end and tells what became of it. */
@NullMarked
package dev.colophon.local.publish;

import org.jspecify.annotations.NullMarked;
