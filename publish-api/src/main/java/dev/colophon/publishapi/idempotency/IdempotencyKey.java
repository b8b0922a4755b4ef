package dev.colophon.publishapi.idempotency;

import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;

/** The client's own name for one request: up to 255 printable ASCII characters. */
public record IdempotencyKey(String value) {

    private static final Pattern FORM = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e&&[^\",\\\\]]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[\\x20-\\x7e&&[^\"\\\\]]|\\\\[\"\\\\])*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an idempotency key");
        }
    }

    /** Reads the header, as a structured-field string or bare; 400 if it is missing, repeated or neither. */
    public static IdempotencyKey parse(List<String> headers) {
        if (headers.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_MISSING,
                    "Send Idempotency-Key with a value of your own for this one request, such as a UUID, and the same "
                            + "one when you repeat it.");
        }
        var text = headers.getFirst().strip();
        var quoted = QUOTED.matcher(text);
        var value = quoted.matches() ? ESCAPE.matcher(quoted.group(1)).replaceAll("$1") : text;
        if (headers.size() > 1
                || !FORM.matcher(value).matches()
                || !(quoted.matches() || BARE.matcher(text).matches())) {
            throw new ProblemException(
                    ProblemCode.IDEMPOTENCY_KEY_INVALID,
                    "Idempotency-Key is one value of 1 to 255 printable ASCII characters, quoted or bare.");
        }
        return new IdempotencyKey(value);
    }
}
