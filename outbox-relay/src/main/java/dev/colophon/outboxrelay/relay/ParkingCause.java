package dev.colophon.outboxrelay.relay;

import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Why a row can never be sent, however often one tries. Whatever is not listed here may heal and is tried again. */
enum ParkingCause {
    FOREIGN_TOPIC,
    TOO_LARGE,
    INVALID_TOPIC,
    INVALID_RECORD;

    static Optional<ParkingCause> of(Throwable failure) {
        return switch (failure) {
            case ForeignTopicException _ -> Optional.of(FOREIGN_TOPIC);
            case RecordTooLargeException _ -> Optional.of(TOO_LARGE);
            case InvalidTopicException _ -> Optional.of(INVALID_TOPIC);
            case InvalidRecordException _, SerializationException _ -> Optional.of(INVALID_RECORD);
            default -> Optional.empty();
        };
    }
}
