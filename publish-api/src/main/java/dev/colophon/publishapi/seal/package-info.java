/** What must be kept secret is sealed here, and told from what surrounds it which key did it. */
@NullMarked
package dev.colophon.publishapi.seal;

import org.jspecify.annotations.NullMarked;
