package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image of a story: the one that the post is shown with, or one that its html names. The publisher fetches it once for each
 * variant and site, and decides then whether its host may be asked.
 *
 * @param url http or https, in ASCII
 * @param alt and {@code caption}: what is said of it, null for nothing
 */
public record Image(
        String url, @Nullable String alt, @Nullable String caption) {

    /** Most characters of an address. */
    public static final int MAX_URL = 2000;
    /** Most characters of the text in place of the image. */
    public static final int MAX_ALT = 1000;
    /** Most characters of a caption. */
    public static final int MAX_CAPTION = 5000;

    public Image {
        if (!isAddress(url)
                || (alt != null && alt.length() > MAX_ALT)
                || (caption != null && caption.length() > MAX_CAPTION)) {
            throw new IllegalArgumentException("not an image");
        }
    }

    /** Whether an image can have this address: that of a file on the web, without a user in it. */
    public static boolean isAddress(String url) {
        if (url.length() > MAX_URL || !url.matches("https?://[!-~]+")) {
            return false;
        }
        try {
            var uri = new URI(url);
            return uri.getHost() != null && uri.getRawUserInfo() == null;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** In their order; content whose html names none that is to be brought keeps the hash that it had before there were any. */
    static Sha256.Parts addTo(Sha256.Parts parts, List<Image> media) {
        for (var image : media) {
            parts.add("media").add(image.url).add(image.alt).add(image.caption);
        }
        return parts;
    }

    /** Content without an image keeps the hash that it had before there were any. */
    static Sha256.Parts addTo(Sha256.Parts parts, @Nullable Image image) {
        return image == null
                ? parts
                : parts.add("image").add(image.url).add(image.alt).add(image.caption);
    }
}
