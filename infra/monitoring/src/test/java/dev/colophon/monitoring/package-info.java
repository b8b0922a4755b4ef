/** Tests of what watches Colophon: rules, routing, dashboards and the table of metrics, with Prometheus's own tools. */
@NullMarked
package dev.colophon.monitoring;

import org.jspecify.annotations.NullMarked;
