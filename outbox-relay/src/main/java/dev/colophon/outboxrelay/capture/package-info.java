/** The one Debezium engine: started when the guard is content, watched, rebuilt with backoff when it ends. */
@NullMarked
package dev.colophon.outboxrelay.capture;

import org.jspecify.annotations.NullMarked;
