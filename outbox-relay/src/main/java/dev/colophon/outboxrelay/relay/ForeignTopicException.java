package dev.colophon.outboxrelay.relay;

/** A row names a topic that its outbox may not write. */
final class ForeignTopicException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignTopicException(OutboxRow row) {
        super("%s.outbox may not write %s".formatted(row.outbox(), row.topic()));
    }
}
