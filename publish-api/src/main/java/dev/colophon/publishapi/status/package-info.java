/** What became of a publication, read from the view that status-projector publishes. */
@NullMarked
package dev.colophon.publishapi.status;

import org.jspecify.annotations.NullMarked;
