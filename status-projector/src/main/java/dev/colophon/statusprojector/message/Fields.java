package dev.colophon.statusprojector.message;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a message must have to be readable, and the precision that instants have everywhere here. */
final class Fields {

    private Fields() {}

    static void required(String field, @Nullable Object value) {
        if (value == null) {
            throw new UnreadableMessage("FIELD_MISSING", field + " is missing");
        }
    }

    static void filled(String field, @Nullable String value) {
        required(field, value);
        if (value != null && value.isBlank()) {
            throw new UnreadableMessage("FIELD_OUT_OF_RANGE", field + " is blank");
        }
    }

    static void atLeast(String field, long least, @Nullable Number value) {
        required(field, value);
        if (value != null && value.longValue() < least) {
            throw new UnreadableMessage("FIELD_OUT_OF_RANGE", field + " is below " + least);
        }
    }

    /** PostgreSQL keeps microseconds: cut here, an instant is the same before the log and after it. */
    static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
