package dev.colophon.statusprojector.publication;

/** A post that was seen public: its id and its address, which a status has together or not at all. */
public record PublicPost(PostId id, String url) {

    public PublicPost {
        if (url.isBlank()) {
            throw new IllegalArgumentException("the address of a public post is not blank");
        }
    }
}
