package dev.colophon.testkit.wordpress;

/** WordPress's own two kinds of terms, and two that a plugin of the site has registered ({@link SiteKinds}). */
enum Taxonomy {
    CATEGORY("categories", "category", "category", true),
    TAG("tags", "post_tag", "tag", false),
    GENRE("genres", "genre", "genre", true),
    MOOD("mood", "mood", "mood", false);

    private final String route;
    private final String code;
    private final String linkFolder;
    private final boolean hierarchical;

    Taxonomy(String route, String code, String linkFolder, boolean hierarchical) {
        this.route = route;
        this.code = code;
        this.linkFolder = linkFolder;
        this.hierarchical = hierarchical;
    }

    /** Also the field of a post that shows its terms. */
    String route() {
        return route;
    }

    String code() {
        return code;
    }

    String linkFolder() {
        return linkFolder;
    }

    boolean isHierarchical() {
        return hierarchical;
    }

    boolean isOf(PostType type) {
        return switch (this) {
            case CATEGORY, TAG -> type == PostType.POST;
            case GENRE -> type != PostType.PAGE;
            case MOOD -> type != PostType.STORY;
        };
    }

    /** Whether it comes from a plugin, and is gone with it. */
    boolean isRegistered() {
        return this == GENRE || this == MOOD;
    }
}
