/** Whether the database shows this service all of its rows, and takes what it writes. */
@NullMarked
package dev.colophon.wordpresspublisher.database;

import org.jspecify.annotations.NullMarked;
