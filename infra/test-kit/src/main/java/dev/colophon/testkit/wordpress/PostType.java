package dev.colophon.testkit.wordpress;

import java.util.Locale;

/** The two kinds of content that a publisher writes. */
enum PostType {
    POST("posts", "?p="),
    PAGE("pages", "?page_id=");

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

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
