package dev.colophon.wordpresspublisher.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** An application password. Never in a log: its text form names the user only. */
public record Credentials(String username, String password) {

    public Credentials {
        if (username.isBlank() || password.isBlank()) {
            throw new IllegalArgumentException("credentials without a user name or without a password");
        }
    }

    /** The value of the Authorization header. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
