/** The whole pipeline as processes of its own, for tests that break it. */
@NullMarked
package dev.colophon.systemtest.pipeline;

import org.jspecify.annotations.NullMarked;
