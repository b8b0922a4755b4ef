/** Why a publication stands as it does: one answer, from evidence alone. */
@NullMarked
package dev.colophon.publishapi.explain;

import org.jspecify.annotations.NullMarked;
