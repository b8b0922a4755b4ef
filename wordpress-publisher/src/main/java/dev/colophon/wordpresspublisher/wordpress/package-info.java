/** One WordPress over its REST API: one request per send, every answer classified, nothing retried here. */
@NullMarked
package dev.colophon.wordpresspublisher.wordpress;

import org.jspecify.annotations.NullMarked;
