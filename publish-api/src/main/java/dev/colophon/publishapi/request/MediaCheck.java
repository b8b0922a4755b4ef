package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks the images that a story's html names and that shall be brought to the site: each once, and each one there. One that is
 * listed and not named is a slip of the client's, who would look for it in vain.
 */
final class MediaCheck {

    private final String pointer;
    private final UnaryOperator<String> allowed;
    private final Findings findings;

    /** @param allowed a text as the client's policy for HTML lets it through */
    MediaCheck(String pointer, UnaryOperator<String> allowed, Findings findings) {
        this.pointer = pointer;
        this.allowed = allowed;
        this.findings = findings;
    }

    /**
     * The images; without those that are wrong, which is noted.
     *
     * @param html as it is sent to the site
     */
    List<Image> of(@Nullable List<@Nullable ImageRequest> asked, String html) {
        if (asked == null || asked.isEmpty()) {
            return List.of();
        }
        if (asked.size() > Content.MAX_MEDIA) {
            findings.add(pointer, "TOO_LONG", "There are more than " + Content.MAX_MEDIA + ".", "Send less.");
            return List.of();
        }
        var named = NamedImages.in(html);
        var listed = new HashSet<String>();
        var images = new ArrayList<Image>();
        for (var index = 0; index < asked.size(); index++) {
            var at = pointer + "/" + index;
            var image = image(asked.get(index), at);
            if (image == null) {
                continue;
            }
            if (!listed.add(image.url())) {
                findings.add(at + "/url", "LISTED_TWICE", "This image is in the list before.", "List it once.");
            } else if (!named.contains(image.url())) {
                findings.add(
                        at + "/url",
                        "NOT_IN_HTML",
                        "No src, href or srcset of the html has this address.",
                        "List the address as the html has it, or leave it out.");
            }
            images.add(image);
        }
        return images;
    }

    private @Nullable Image image(@Nullable ImageRequest asked, String at) {
        if (asked == null) {
            findings.add(at, "INVALID_IMAGE", "That is no image.", "Send an object with a url.");
            return null;
        }
        return asked.check(at, allowed, findings);
    }
}
