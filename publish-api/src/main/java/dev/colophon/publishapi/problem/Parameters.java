package dev.colophon.publishapi.problem;

import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;

/** Reads the parameters that say which page of a list is wanted; 400 naming the one that does not fit. */
public final class Parameters {

    private Parameters() {}

    /** A whole number from 1 to {@code most}. */
    public static int limit(@Nullable String text, int otherwise, int most) {
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,3}") || Integer.parseInt(text) > most) {
            throw refused(
                    "?limit",
                    "OUT_OF_RANGE",
                    "Parameter limit is not a whole number from 1 to " + most + ".",
                    "Send such a number, or leave it out for " + otherwise + ".");
        }
        return Integer.parseInt(text);
    }

    /** The name after which a page begins; any text that PostgreSQL takes. */
    public static String after(String text) {
        if (text.indexOf('\0') >= 0) {
            throw refused("?after", "FORBIDDEN_CHARACTER", "Parameter after holds U+0000.", "Remove that character.");
        }
        return text;
    }

    /** The refusal of an address or a form that the container could not read. What it says itself would quote them. */
    public static ProblemException unreadable(InvalidParameterException failure) {
        var code = ProblemCode.of(failure.getErrorCode());
        return code == ProblemCode.BAD_REQUEST
                ? refused(
                        "?",
                        "UNREADABLE",
                        "A parameter or a field of the form is not percent-encoded UTF-8.",
                        "Encode each name and each value so.")
                : new ProblemException(code, code.title() + ".");
    }

    private static ProblemException refused(String parameter, String code, String detail, String fix) {
        return new ProblemException(
                ProblemCode.INVALID_PARAMETER, detail, List.of(new FieldError(parameter, code, detail, fix)));
    }
}
