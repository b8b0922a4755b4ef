/** Whether a job can be accepted now. */
@NullMarked
package dev.colophon.publishapi.health;

import org.jspecify.annotations.NullMarked;
