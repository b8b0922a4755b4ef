package dev.colophon.wordpresspublisher.publication;

/**
 * An image in a site's library.
 *
 * @param id the site's own id of it, positive
 * @param alt and {@code caption}: what the site shows with it, empty where there is none
 */
public record Attachment(long id, String alt, String caption) {

    public Attachment {
        if (id <= 0) {
            throw new IllegalArgumentException("not the id of an attachment: " + id);
        }
    }
}
