/** What the build of an image does, done without a container; the other tests start from what comes of it. */
@NullMarked
package dev.colophon.systemtest.image;

import org.jspecify.annotations.NullMarked;
