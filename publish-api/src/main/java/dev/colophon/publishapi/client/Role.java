package dev.colophon.publishapi.client;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role may all that those before it may. */
public enum Role {
    /** Asks for publications and sees its own. */
    CLIENT,
    /** Sees every client's publications; suspends and resumes sites. */
    OPERATOR,
    /** Registers clients and sites. */
    ADMIN;

    static Optional<Role> of(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean covers(Role other) {
        return compareTo(other) >= 0;
    }
}
