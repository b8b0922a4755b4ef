package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.site.Credentials.ApiKey;
import dev.colophon.publishapi.site.Credentials.ApplicationPassword;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Credentials in a body, as they came. Never shown, in whatever it is part of. */
public record CredentialsBody(
        @Nullable String kind,
        @Nullable String username,
        @Nullable String password,
        @Nullable String key) {

    private static final int MAX_LENGTH = 500;

    /** The credentials, unless something is wrong with them, which is then among the findings. */
    static Optional<Credentials> check(@Nullable CredentialsBody body, String pointer, Findings findings) {
        if (body == null) {
            findings.add(
                    pointer,
                    "MISSING",
                    "The credentials are missing.",
                    "Send kind, and username and password or the key.");
            return Optional.empty();
        }
        return switch (String.valueOf(body.kind)) {
            case ApplicationPassword.KIND -> body.applicationPassword(pointer, findings);
            case ApiKey.KIND -> body.apiKey(pointer, findings);
            default -> {
                findings.add(
                        pointer + "/kind",
                        "UNKNOWN_KIND",
                        "No such kind of credentials is known.",
                        "Send " + ApplicationPassword.KIND + " or " + ApiKey.KIND + ".");
                yield Optional.empty();
            }
        };
    }

    private Optional<Credentials> applicationPassword(String pointer, Findings findings) {
        if (username != null
                && password != null
                && key == null
                && usable(username)
                && username.indexOf(':') < 0
                && usable(password)) {
            return Optional.of(new ApplicationPassword(username, password));
        }
        findings.add(
                pointer,
                "INCOMPLETE",
                "User name or password is missing, too long or holds control characters or half a surrogate pair, the name holds a"
                        + " colon, or there is a key beside them.",
                "Send the user's name and an application password of that user.");
        return Optional.empty();
    }

    private Optional<Credentials> apiKey(String pointer, Findings findings) {
        if (key != null && username == null && password == null && ApiKey.isKey(key)) {
            return Optional.of(new ApiKey(key));
        }
        findings.add(
                pointer,
                "INCOMPLETE",
                "The key is missing or none of the companion plugin's, or there is a user name or a password beside it.",
                "Send the key alone, as the plugin showed it when it was made: colophon_, 16 and 64 hexadecimal digits.");
        return Optional.empty();
    }

    private static boolean usable(String text) {
        return !text.isBlank()
                && text.length() <= MAX_LENGTH
                && text.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    @Override
    public String toString() {
        return "CredentialsBody[***]";
    }
}
