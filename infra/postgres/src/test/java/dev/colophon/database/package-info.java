/** Tests of the one database that the four services share: that statements, schemas and migrations of two releases go together. */
@NullMarked
package dev.colophon.database;

import org.jspecify.annotations.NullMarked;
