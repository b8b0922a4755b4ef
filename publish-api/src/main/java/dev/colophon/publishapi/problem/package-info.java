/** What every refusal looks like (RFC 9457), and the reading of bodies, which refuses most. */
@NullMarked
package dev.colophon.publishapi.problem;

import org.jspecify.annotations.NullMarked;
