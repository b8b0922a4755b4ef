/** How much each client may ask: nobody's haste is everybody's wait. */
@NullMarked
package dev.colophon.publishapi.limit;

import org.jspecify.annotations.NullMarked;
