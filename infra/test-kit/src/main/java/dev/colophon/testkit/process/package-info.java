/** Child processes that can be waited for, stopped, frozen, killed, and found again. */
@NullMarked
package dev.colophon.testkit.process;

import org.jspecify.annotations.NullMarked;
