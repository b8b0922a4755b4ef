package dev.colophon.wordpresspublisher.publication;

import java.util.regex.Pattern;

/**
 * A taxonomy as a site shows it over REST.
 *
 * @param field of a post that holds the ids of its terms; also their collection
 * @param hierarchical whether one term may stand under another
 */
public record TermKind(String field, boolean hierarchical) {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public TermKind {
        if (!isField(field)) {
            throw new IllegalArgumentException("no field of a post is called so: " + field);
        }
    }

    /** Whether a field can be called so, and be part of an address as it is. */
    public static boolean isField(String name) {
        return FIELD.matcher(name).matches();
    }
}
