/** The sites that can be published to, and their credentials under seal. */
@NullMarked
package dev.colophon.publishapi.site;

import org.jspecify.annotations.NullMarked;
