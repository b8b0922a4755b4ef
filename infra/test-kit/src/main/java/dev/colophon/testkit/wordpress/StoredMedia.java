package dev.colophon.testkit.wordpress;

/** What the fake holds of an upload, for tests to look at; of the file its hash in hexadecimal and its size in bytes. */
public record StoredMedia(
        long id, String slug, String file, String mediaType, String sha256, long size, String alt, String caption) {

    StoredMedia saying(String newAlt, String newCaption) {
        return new StoredMedia(id, slug, file, mediaType, sha256, size, newAlt, newCaption);
    }
}
