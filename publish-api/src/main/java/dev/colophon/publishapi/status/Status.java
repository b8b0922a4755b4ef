package dev.colophon.publishapi.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What became of a publication. */
public enum Status {
    ACCEPTED(false),
    SCHEDULED(false),
    PUBLISHING(false),
    DEFERRED(false),
    UNCONFIRMED(false),
    PARKED(false),
    PUBLISHED(true),
    UNPUBLISHED(true),
    REMOVED(true),
    FAILED(true),
    CANCELLED(true);

    private final boolean terminal;

    Status(boolean terminal) {
        this.terminal = terminal;
    }

    static Optional<Status> of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text().equals(text))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Status::text).collect(Collectors.joining(", "));
    }

    /** Its name in answers and tables. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean terminal() {
        return terminal;
    }
}
