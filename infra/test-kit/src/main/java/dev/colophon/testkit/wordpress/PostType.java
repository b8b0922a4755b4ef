package dev.colophon.testkit.wordpress;

import java.util.Locale;
import java.util.Set;

/** The two kinds of content that every WordPress has, and one that a plugin of the site has registered ({@link SiteKinds}). */
enum PostType {
    POST("posts", "?p="),
    PAGE("pages", "?page_id="),
    STORY("stories", "?post_type=story&p=");

    private final String route;
    private final String plainLink;

    PostType(String route, String plainLink) {
        this.route = route;
        this.plainLink = plainLink;
    }

    String route() {
        return route;
    }

    /** The query that leads to a post before it has an address of its own; its id follows. */
    String plainLink() {
        return plainLink;
    }

    /** What WordPress calls the parts that a kind of post has. */
    boolean supports(String part) {
        return supports().contains(part);
    }

    Set<String> supports() {
        return switch (this) {
            case POST -> Set.of("title", "editor", "author", "excerpt", "thumbnail", "comments", "post-formats");
            case PAGE -> Set.of("title", "editor", "author", "thumbnail", "comments", "page-attributes");
            case STORY -> Set.of("title", "editor", "author", "excerpt", "thumbnail");
        };
    }

    /** Whether one may stand under another. */
    boolean isHierarchical() {
        return this == PAGE;
    }

    /** Whether it comes from a plugin, and is gone with it. */
    boolean isRegistered() {
        return this == STORY;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
