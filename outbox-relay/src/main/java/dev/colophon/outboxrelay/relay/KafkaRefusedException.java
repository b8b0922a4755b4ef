package dev.colophon.outboxrelay.relay;

/** Kafka did not take a row in time, though it may later: the engine ends here and resumes at this very row. */
public final class KafkaRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaRefusedException(OutboxRow row, Throwable cause) {
        super("RELAY_KAFKA_REFUSED: %s is not acknowledged and will be sent again".formatted(row), cause);
    }
}
