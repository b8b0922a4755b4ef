package dev.colophon.wordpresspublisher.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** What opens a site. Never in a log: no text form holds a secret. */
public sealed interface Credentials {

    /** The value of the Authorization header. */
    String authorization();

    /** What no text that is kept may hold: the secret as it was given, and as it is sent. */
    List<String> secrets();

    /** One of WordPress's application passwords. Its text form names the user only. */
    record ApplicationPassword(String username, String password) implements Credentials {

        public ApplicationPassword {
            if (username.isBlank() || password.isBlank()) {
                throw new IllegalArgumentException("credentials without a user name or without a password");
            }
        }

        @Override
        public String authorization() {
            return "Basic " + Base64.getEncoder().encodeToString(sent());
        }

        @Override
        public List<String> secrets() {
            // The padding tells nothing, and who prints it may encode it.
            return List.of(password, Base64.getEncoder().withoutPadding().encodeToString(sent()));
        }

        private byte[] sent() {
            return (username + ":" + password).getBytes(UTF_8);
        }

        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /** A key of the companion plugin: without the plugin it opens nothing. */
    record ApiKey(String key) implements Credentials {

        public ApiKey {
            if (!key.matches("[!-~]+")) {
                throw new IllegalArgumentException("a key that no header could carry");
            }
        }

        @Override
        public String authorization() {
            return "Bearer " + key;
        }

        @Override
        public List<String> secrets() {
            return List.of(key);
        }

        @Override
        public String toString() {
            return "Credentials[a key]";
        }
    }
}
