package dev.colophon.local.story;

import org.jspecify.annotations.Nullable;

/**
 * An image of a story, as the file or the export names it.
 *
 * @param url where it is; for one of the html as the html has it, unescaped
 * @param alt and {@code caption}: what is said of it, null for nothing
 */
public record Image(
        String url, @Nullable String alt, @Nullable String caption) {

    public Image at(String address) {
        return new Image(address, alt, caption);
    }
}
