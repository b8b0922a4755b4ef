/** Stories through the whole pipeline to a real WordPress, beside a bare client that sends the same requests. */
@NullMarked
package dev.colophon.benchmark.publish;

import org.jspecify.annotations.NullMarked;
