package dev.colophon.statusprojector.publication;

/**
 * Why a publication waits or has ended.
 *
 * @param code stable, has a page in docs/operations
 * @param detail in the site's own words where it gave any
 */
public record Reason(String code, String detail) {

    /** A receipt that told of trouble and named none: the fact stands, and so does the lack of a reason. */
    public static final Reason NOT_GIVEN = new Reason("REASON_NOT_GIVEN", "The receipt names no problem.");

    public Reason {
        if (code.isBlank()) {
            throw new IllegalArgumentException("a reason has a code");
        }
    }
}
