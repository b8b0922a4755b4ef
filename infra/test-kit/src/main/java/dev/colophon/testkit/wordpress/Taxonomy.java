package dev.colophon.testkit.wordpress;

/** The two kinds of terms. */
enum Taxonomy {
    CATEGORY("categories", "category", "category"),
    TAG("tags", "post_tag", "tag");

    private final String route;
    private final String code;
    private final String linkFolder;

    Taxonomy(String route, String code, String linkFolder) {
        this.route = route;
        this.code = code;
        this.linkFolder = linkFolder;
    }

    String route() {
        return route;
    }

    String code() {
        return code;
    }

    String linkFolder() {
        return linkFolder;
    }
}
