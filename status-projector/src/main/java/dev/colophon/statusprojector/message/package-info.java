/** The two kinds of message that come in, as this service reads them: from Kafka and, again, from its own log. */
@NullMarked
package dev.colophon.statusprojector.message;

import org.jspecify.annotations.NullMarked;
