/** The console in a real browser, over a pipeline that runs. */
@NullMarked
package dev.colophon.systemtest.console;

import org.jspecify.annotations.NullMarked;
