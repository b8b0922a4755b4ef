package dev.colophon.wordpresspublisher.publication;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An image of a story: the one that the post is shown with, or one that its html names.
 *
 * @param url where the file is fetched from, once for each variant and site
 * @param alt and {@code caption}: null for none
 * @param attachment the file at the site, once it is known to be there; of the visit alone, never kept with the content
 */
@JsonInclude(NON_NULL)
public record Image(
        String url,
        @Nullable String alt,
        @Nullable String caption,
        @JsonIgnore @Nullable Attachment attachment) {

    private static final int LONGEST_URL = 2000;

    public Image {
        if (url.isBlank() || url.length() > LONGEST_URL) {
            throw new IllegalArgumentException("an image has an address of at most " + LONGEST_URL + " characters");
        }
    }

    Image at(@Nullable Attachment known) {
        return new Image(url, alt, caption, known);
    }
}
