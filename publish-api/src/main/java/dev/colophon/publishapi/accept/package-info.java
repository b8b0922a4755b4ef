/** Accepts a job: story, variant, publication, job and message in one transaction. */
@NullMarked
package dev.colophon.publishapi.accept;

import org.jspecify.annotations.NullMarked;
