/** What may change in a description that is out, and what breaks it. */
@NullMarked
package dev.colophon.publishapi.contract;

import org.jspecify.annotations.NullMarked;
