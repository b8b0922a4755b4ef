/** How much each client may ask, for nobody's haste is to be everybody's wait; and whether new work is taken in at all. */
@NullMarked
package dev.colophon.publishapi.limit;

import org.jspecify.annotations.NullMarked;
