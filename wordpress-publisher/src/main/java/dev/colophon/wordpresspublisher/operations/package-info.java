/** The operations API: for operators with the key, never for clients. Every use is put on record. */
@NullMarked
package dev.colophon.wordpresspublisher.operations;

import org.jspecify.annotations.NullMarked;
