/** Accepts requests into the ledger in one transaction, whoever brings them: Kafka, a replay, a walk, or a visit that let a cancel wait. */
@NullMarked
package dev.colophon.wordpresspublisher.accept;

import org.jspecify.annotations.NullMarked;
