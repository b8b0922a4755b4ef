package dev.colophon.wordpresspublisher.protocol;

import java.util.Map;

/**
 * What an update asks for, field by field.
 *
 * @param prints one-way prints of the wanted values by WordPress's name of the field; empty where they are not known, and then an
 *     update sends everything
 */
public record Wish(EditPolicy policy, Map<String, String> prints) {

    public Wish {
        prints = Map.copyOf(prints);
    }

    /** Nothing is known of single fields. */
    public static Wish whole() {
        return new Wish(EditPolicy.OVERWRITE, Map.of());
    }
}
