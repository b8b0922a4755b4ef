package dev.colophon.wordpresspublisher.wordpress;

import static dev.colophon.wordpresspublisher.publication.Placement.POST;

import dev.colophon.wordpresspublisher.protocol.SeenFields;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for and the site shows otherwise, although it accepted it: WordPress drops and changes without a word. A pure
 * comparison with the post as it was read back; what was not asked for, or not shown, is no difference.
 *
 * @param field as the request calls it
 * @param code stable, with a page in docs/operations
 */
public record NotApplied(String field, String code, String detail) {

    private static final String OTHERWISE = "WP_FIELD_NOT_APPLIED";
    private static final String IMAGE = "WP_IMAGE_NOT_APPLIED";
    private static final int LONGEST = 120;

    /** In the order of the request's fields. */
    public static List<NotApplied> of(Content content, Slot slot, Placement placement, SeenPost post) {
        List<NotApplied> found = new ArrayList<>();
        SeenFields shown = post.fields();
        if (shown == null) {
            return found;
        }
        compare(found, "title", content.title().strip(), stripped(shown.title()));
        content(found, content, slot, post);
        if (placement == POST) {
            compare(found, "excerpt", content.excerpt().strip(), stripped(shown.excerpt()));
            compare(found, "sticky", content.sticky(), shown.sticky());
        } else if (!content.excerpt().isBlank()) {
            found.add(new NotApplied("excerpt", OTHERWISE, "A page has no excerpt; it was not sent."));
        }
        slug(found, slot.finalSlug(content), post.slug());
        compare(found, "date", PostBodies.gmt(content.date()), shown.date());
        status(found, content, post);
        password(found, content.password(), shown.password());
        settings(found, content.settings(), placement, shown);
        image(found, content.featuredImage(), shown.featuredMedia());
        media(found, content.media());
        meta(found, content, shown.meta());
        return found;
    }

    private static void content(List<NotApplied> found, Content content, Slot slot, SeenPost post) {
        String sent = SeenPosts.hash(slot.marked(PlacedHtml.of(content)));
        if (post.contentHash() != null && !post.contentHash().equals(sent)) {
            found.add(new NotApplied(
                    "html",
                    "WP_CONTENT_CHANGED",
                    "The site keeps another content than was sent: it was filtered or edited."));
        }
    }

    private static void slug(List<NotApplied> found, String wanted, String shown) {
        if (!wanted.equals(shown)) {
            found.add(new NotApplied("slug", "WP_SLUG_CHANGED", difference(wanted, shown)));
        }
    }

    private static void status(List<NotApplied> found, Content content, SeenPost post) {
        boolean open = content.visibility() == Visibility.PUBLIC;
        compare(
                found,
                "visibility",
                open ? "publish" : PostSettings.heldStatus(content.settings()),
                post.status().word());
    }

    /** Neither is told: it is content. */
    private static void password(List<NotApplied> found, @Nullable String wanted, @Nullable String shown) {
        if (shown != null && !shown.equals(Objects.requireNonNullElse(wanted, ""))) {
            found.add(new NotApplied("password", OTHERWISE, "The site keeps another password than was sent."));
        }
    }

    private static void settings(
            List<NotApplied> found, @Nullable PostSettings wanted, Placement placement, SeenFields shown) {
        if (wanted == null) {
            return;
        }
        compare(found, "author", wanted.author(), shown.author());
        compare(found, "commentStatus", wanted.commentStatus(), shown.commentStatus());
        compare(found, "pingStatus", wanted.pingStatus(), shown.pingStatus());
        compare(found, "template", wanted.template(), shown.template());
        if (placement == POST) {
            compare(found, "format", wanted.format(), shown.format());
        } else {
            compare(found, "parent", wanted.parent(), shown.parent());
        }
    }

    private static void image(List<NotApplied> found, @Nullable Image wanted, @Nullable Long shown) {
        if (wanted == null) {
            return;
        }
        Attachment attachment = wanted.attachment();
        if (attachment == null) {
            found.add(new NotApplied("featuredImage", IMAGE, "The image is not at the site."));
        } else if (shown == null || shown != attachment.id()) {
            found.add(new NotApplied(
                    "featuredImage",
                    IMAGE,
                    "The image is attachment %d of the site, and the post shows %s."
                            .formatted(attachment.id(), shown == null || shown == 0 ? "none" : shown)));
        } else {
            words(found, "featuredImage", wanted, attachment);
        }
    }

    /** Whether the post shows them is told by its content. */
    private static void media(List<NotApplied> found, List<Image> wanted) {
        for (int index = 0; index < wanted.size(); index++) {
            Attachment attachment = wanted.get(index).attachment();
            if (attachment == null) {
                found.add(new NotApplied("media", IMAGE, "Image %d of the list is not at the site.".formatted(index)));
            } else {
                words(found, "media", wanted.get(index), attachment);
            }
        }
    }

    /** A site has these fields only with the companion plugin; without it they vanish, and the site says 201. */
    private static void meta(List<NotApplied> found, Content content, @Nullable Map<String, String> shown) {
        if (shown == null) {
            return;
        }
        StoryMeta.of(content).forEach((meta, wanted) -> {
            String kept = shown.get(meta.key());
            if (kept != null) {
                compare(found, meta.word(), wanted.strip(), kept.strip());
            } else if (!wanted.isBlank()) {
                found.add(new NotApplied(
                        meta.word(), OTHERWISE, "The site keeps no such field; with the companion plugin it does."));
            }
        });
    }

    private static void words(List<NotApplied> found, String field, Image wanted, Attachment attachment) {
        compare(found, field + "Alt", stripped(wanted.alt()), attachment.alt().strip());
        compare(
                found,
                field + "Caption",
                stripped(wanted.caption()),
                attachment.caption().strip());
    }

    private static void compare(List<NotApplied> found, String field, @Nullable Object wanted, @Nullable Object shown) {
        if (wanted != null && shown != null && !wanted.equals(shown)) {
            found.add(new NotApplied(field, OTHERWISE, difference(wanted, shown)));
        }
    }

    private static String difference(Object wanted, Object shown) {
        return "Asked for '%s', the site shows '%s'.".formatted(capped(wanted), capped(shown));
    }

    private static String capped(Object value) {
        String text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }
}
