package dev.colophon.wordpresspublisher.publication;

import org.jspecify.annotations.Nullable;

/**
 * An image in a site's library.
 *
 * @param id the site's own id of it, positive
 * @param alt and {@code caption}: what the site shows with it, empty where there is none
 * @param url where the site shows the file; null where that was not put down when it was uploaded
 */
public record Attachment(
        long id, String alt, String caption, @Nullable String url) {

    public Attachment {
        if (id <= 0) {
            throw new IllegalArgumentException("not the id of an attachment: " + id);
        }
    }
}
