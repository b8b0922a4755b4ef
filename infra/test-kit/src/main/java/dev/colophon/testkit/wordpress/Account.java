package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/** A user of a test site who may call its REST interface with an application password. */
public record Account(String login, String applicationPassword) {

    /** The value of the request header {@code Authorization}. */
    public String authorization() {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + applicationPassword).getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "Account[" + login + "]";
    }
}
