/** From Kafka into the projection; what cannot be read goes to the dead letters, and the partition moves on. */
@NullMarked
package dev.colophon.statusprojector.receive;

import org.jspecify.annotations.NullMarked;
