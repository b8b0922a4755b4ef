/** What the build of an image does, done without a container. */
@NullMarked
package dev.colophon.systemtest.image;

import org.jspecify.annotations.NullMarked;
