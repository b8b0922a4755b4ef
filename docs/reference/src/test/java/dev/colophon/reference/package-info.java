/** Tests that the pages say what the code says, and the work of writing those that are made from it. */
@NullMarked
package dev.colophon.reference;

import org.jspecify.annotations.NullMarked;
