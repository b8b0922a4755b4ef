package dev.colophon.wordpresspublisher.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Why something did not go as wanted, for an operator's eyes.
 *
 * @param code stable; has a page in docs/operations
 * @param detail the site's own words where there are any, redacted and capped
 * @param httpStatus null where no answer came
 */
public record Problem(String code, String detail, @Nullable Integer httpStatus) {}
