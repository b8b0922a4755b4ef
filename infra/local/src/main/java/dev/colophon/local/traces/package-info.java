/** A viewer of traces for the local run: Zipkin's server, and a door that takes the services' spans in OpenTelemetry's format. */
@NullMarked
package dev.colophon.local.traces;

import org.jspecify.annotations.NullMarked;
