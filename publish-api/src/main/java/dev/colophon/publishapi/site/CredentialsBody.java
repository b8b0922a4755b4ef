package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials in a body, as they came. Never shown, in whatever it is part of. */
public record CredentialsBody(
        @Nullable String kind,
        @Nullable String username,
        @Nullable String password) {

    private static final int MAX_LENGTH = 500;

    /** The credentials, unless something is wrong with them, which is then among the findings. */
    static Optional<Credentials> check(@Nullable CredentialsBody body, String pointer, Findings findings) {
        if (body == null) {
            findings.add(pointer, "MISSING", "The credentials are missing.", "Send kind, username and password.");
            return Optional.empty();
        }
        if (!Credentials.APPLICATION_PASSWORD.equals(body.kind)) {
            findings.add(
                    pointer + "/kind",
                    "UNKNOWN_KIND",
                    "No such kind of credentials is known.",
                    "Send " + Credentials.APPLICATION_PASSWORD + ".");
            return Optional.empty();
        }
        if (!usable(body.username) || !usable(body.password)) {
            findings.add(
                    pointer,
                    "INCOMPLETE",
                    "User name or password is missing, too long or holds control characters.",
                    "Send the user's name and an application password of that user.");
            return Optional.empty();
        }
        return Optional.of(new Credentials(
                Credentials.APPLICATION_PASSWORD, String.valueOf(body.username), String.valueOf(body.password)));
    }

    private static boolean usable(@Nullable String text) {
        return text != null
                && !text.isBlank()
                && text.length() <= MAX_LENGTH
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    @Override
    public String toString() {
        return "CredentialsBody[***]";
    }
}
