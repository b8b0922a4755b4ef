/** The HTTP door of publish-api, seen from outside. */
@NullMarked
package dev.colophon.local.api;

import org.jspecify.annotations.NullMarked;
