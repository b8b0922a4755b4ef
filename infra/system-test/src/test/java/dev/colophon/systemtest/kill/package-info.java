/** The packaged publisher, killed with SIGKILL or stopped with SIGSTOP at chosen points. */
@NullMarked
package dev.colophon.systemtest.kill;

import org.jspecify.annotations.NullMarked;
