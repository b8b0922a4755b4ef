/** What the pipeline needs of Kafka, as code: topics, the groups' first offsets, users and their rights. */
@NullMarked
package dev.colophon.kafka;

import org.jspecify.annotations.NullMarked;
