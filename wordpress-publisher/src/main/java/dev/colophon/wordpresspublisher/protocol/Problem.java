package dev.colophon.wordpresspublisher.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Why something did not go as wanted, for an operator's eyes.
 *
 * @param code stable; has a page in docs/operations
 * @param detail the site's own words where there are any, redacted and capped
 * @param httpStatus null where no answer came
 */
public record Problem(String code, String detail, @Nullable Integer httpStatus) {

    private static final String LOOKED_AT_AGAIN =
            " Whether readers see the post is not known: it is looked at once more, and the status follows what it shows.";

    /** The same, said of a story that is given up while a request of ours may have made its post public. */
    public Problem withUnknownPublicity() {
        return new Problem(code, detail + LOOKED_AT_AGAIN, httpStatus);
    }
}
