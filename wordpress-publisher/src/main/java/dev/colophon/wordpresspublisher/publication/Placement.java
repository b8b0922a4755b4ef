package dev.colophon.wordpresspublisher.publication;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The kind of post as which a WordPress shows a story, by its own name of it. Posts and pages every WordPress has; which others there
 * are, only the site knows.
 *
 * @param word used in messages and in the ledger
 */
public record Placement(String word) {

    private static final Pattern WORD = Pattern.compile("[a-z0-9_-]{1,20}");
    /** Kinds of other platforms. */
    private static final Set<String> OF_OTHERS = Set.of("facebook_story", "instagram_story");

    // After the patterns that check them.
    public static final Placement POST = new Placement("post");
    public static final Placement PAGE = new Placement("page");

    public Placement {
        if (!WORD.matcher(word).matches()) {
            throw new IllegalArgumentException("no kind of post is called so: " + word);
        }
    }

    /** Reads the word of a message; throws IllegalArgumentException for a placement that no WordPress delivers. */
    public static Placement of(String word) {
        if (OF_OTHERS.contains(word)) {
            throw new IllegalArgumentException("placement is not delivered to WordPress: " + word);
        }
        return new Placement(word);
    }

    /** Whether every WordPress has it. */
    public boolean isStock() {
        return equals(POST) || equals(PAGE);
    }
}
