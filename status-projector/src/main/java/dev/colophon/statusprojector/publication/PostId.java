package dev.colophon.statusprojector.publication;

/** The site's own id of a post. */
public record PostId(String value) {

    public PostId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a post id is not blank");
        }
    }
}
