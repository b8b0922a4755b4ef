/** Stories and their immutable variants, and which variant a placement gets. */
@NullMarked
package dev.colophon.publishapi.story;

import org.jspecify.annotations.NullMarked;
