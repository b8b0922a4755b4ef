package dev.colophon.publishapi.site;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where on a site a story goes: a kind of post. Which of them a site can carry depends on its platform; which kinds a WordPress has
 * beside posts and pages, only the site knows.
 *
 * @param text its name in requests, messages and tables; on a WordPress, the site's own name of the kind of post
 */
public record Placement(String text) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,20}");
    /** What WordPress keeps among its posts and is none, and the word that stands for no placement of its own. */
    private static final Set<String> NO_PLACES = Set.of(
            "default",
            "attachment",
            "revision",
            "nav_menu_item",
            "custom_css",
            "customize_changeset",
            "oembed_cache",
            "user_request");

    // After what checks them.
    public static final Placement POST = new Placement("post");
    public static final Placement PAGE = new Placement("page");

    public Placement {
        if (!isName(text)) {
            throw new IllegalArgumentException("no placement: " + text);
        }
    }

    /** The placement of this name; empty if there can be none. */
    public static Optional<Placement> of(String text) {
        return isName(text) ? Optional.of(new Placement(text)) : Optional.empty();
    }

    /** What a name looks like, for a message. */
    public static String names() {
        return "post, page or the site's own name of a kind of post, 1 to 20 of [a-z0-9_-]";
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches() && !NO_PLACES.contains(text) && !text.startsWith("wp_");
    }
}
