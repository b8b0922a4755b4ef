/** What a WordPress keeps of an export, held against the export itself, field by field. */
@NullMarked
package dev.colophon.localtest.export;

import org.jspecify.annotations.NullMarked;
