package dev.colophon.local.story;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The images that a post brings to its site.
 *
 * @param featured the one that it is shown with
 * @param inline those that its html names, each once
 */
public record PostImages(@Nullable Image featured, List<Image> inline) {

    /** Most images of an html that the API brings to a site. */
    public static final int INLINE_MAX = 30;

    /** None of its own: the html's images stay where they are. */
    public static final PostImages NONE = new PostImages(null, List.of());

    public PostImages {
        inline = List.copyOf(inline);
        if (inline.size() > INLINE_MAX) {
            throw new IllegalArgumentException("an html brings at most " + INLINE_MAX + " images");
        }
    }

    /** The featured one first. */
    public Stream<Image> all() {
        return Stream.concat(Stream.of(featured).filter(Objects::nonNull), inline.stream());
    }
}
