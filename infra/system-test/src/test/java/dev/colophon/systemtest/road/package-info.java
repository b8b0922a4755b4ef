/** What goes in at the door and must come out at the far ends, through the running services. */
@NullMarked
package dev.colophon.systemtest.road;

import org.jspecify.annotations.NullMarked;
