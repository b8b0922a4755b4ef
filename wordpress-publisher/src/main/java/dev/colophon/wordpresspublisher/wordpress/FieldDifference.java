package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.SeenFields;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.StoryTaxonomies;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for and the site shows otherwise, although it accepted it: WordPress drops and changes without a word. A pure
 * comparison with the post as it was read back. What was not asked for is no difference; what a site may have no place for is one
 * also where it shows nothing of it.
 *
 * @param field as the request calls it
 * @param code stable, with a page in docs/operations
 */
public record FieldDifference(String field, String code, String detail) {

    private static final String OTHERWISE = "WP_FIELD_NOT_APPLIED";
    private static final String IMAGE = "WP_IMAGE_NOT_APPLIED";
    private static final int LONGEST = 120;

    /** In the order of the request's fields. */
    public static List<FieldDifference> of(Content content, Slot slot, PostKind kind, SeenPost post) {
        List<FieldDifference> found = new ArrayList<>();
        SeenFields shown = post.fields();
        if (shown == null) {
            return found;
        }
        compare(found, "title", content.title().strip(), stripped(shown.title()));
        content(found, content, slot, post);
        if (kind.has("excerpt")) {
            kept(found, "excerpt", content.excerpt().strip(), stripped(shown.excerpt()));
        } else {
            unless(found, content.excerpt().isBlank(), "excerpt", kind);
        }
        if (kind.has("sticky")) {
            kept(found, "sticky", content.sticky(), shown.sticky());
        } else {
            unless(found, !content.sticky(), "sticky", kind);
        }
        unless(
                found,
                content.categories().isEmpty() || kind.terms().containsKey(PostKind.CATEGORY),
                "categories",
                kind);
        unless(found, content.tags().isEmpty() || kind.terms().containsKey(PostKind.TAG), "tags", kind);
        slug(found, slot.finalSlug(content), post.slug());
        compare(found, "date", PostBodies.gmt(content.date()), shown.date());
        status(found, content, post);
        password(found, content.password(), shown.password());
        settings(found, content.settings(), kind, shown);
        taxonomies(found, StoryTaxonomies.of(content.settings()), kind);
        image(found, content.featuredImage(), shown.featuredMedia());
        media(found, content.media());
        meta(found, content, shown.meta());
        return found;
    }

    private static void content(List<FieldDifference> found, Content content, Slot slot, SeenPost post) {
        String sent = SeenPosts.hash(slot.marked(PlacedHtml.of(content)));
        if (post.contentHash() != null && !post.contentHash().equals(sent)) {
            found.add(new FieldDifference(
                    "html",
                    "WP_CONTENT_CHANGED",
                    "The site keeps another content than was sent: it was filtered or edited."));
        }
    }

    private static void slug(List<FieldDifference> found, String wanted, String shown) {
        if (!wanted.equals(shown)) {
            found.add(new FieldDifference("slug", "WP_SLUG_CHANGED", difference(wanted, shown)));
        }
    }

    private static void status(List<FieldDifference> found, Content content, SeenPost post) {
        boolean open = content.visibility() == Visibility.PUBLIC;
        compare(
                found,
                "visibility",
                open ? "publish" : PostSettings.heldStatus(content.settings()),
                post.status().word());
    }

    /** Neither is told: it is content. */
    private static void password(List<FieldDifference> found, @Nullable String wanted, @Nullable String shown) {
        if (shown != null && !shown.equals(Objects.requireNonNullElse(wanted, ""))) {
            found.add(new FieldDifference("password", OTHERWISE, "The site keeps another password than was sent."));
        }
    }

    private static void settings(
            List<FieldDifference> found, @Nullable PostSettings wanted, PostKind kind, SeenFields shown) {
        if (wanted == null) {
            return;
        }
        setting(found, "author", kind.has("author"), wanted.author(), shown.author(), kind);
        setting(
                found,
                "commentStatus",
                kind.has("comment_status"),
                wanted.commentStatus(),
                shown.commentStatus(),
                kind);
        setting(found, "pingStatus", kind.has("ping_status"), wanted.pingStatus(), shown.pingStatus(), kind);
        compare(found, "template", wanted.template(), shown.template());
        setting(found, "format", kind.has("format"), wanted.format(), shown.format(), kind);
        setting(found, "parent", kind.has("parent"), wanted.parent(), shown.parent(), kind);
        if (wanted.namesParent() && wanted.parent() == null) {
            String why = kind.has("parent")
                    ? "The page that it is to stand under is not there; none was sent."
                    : "A %s has no parent; it was not sent."
                            .formatted(kind.placement().word());
            found.add(new FieldDifference("parent", OTHERWISE, why));
        }
    }

    private static void setting(
            List<FieldDifference> found,
            String field,
            boolean sent,
            @Nullable Object wanted,
            @Nullable Object shown,
            PostKind kind) {
        if (sent) {
            kept(found, field, wanted, shown);
        } else {
            unless(found, wanted == null, field, kind);
        }
    }

    /** What this kind of post does not have was not sent, since WordPress would have dropped it without a word. */
    private static void unless(List<FieldDifference> found, boolean fine, String field, PostKind kind) {
        if (!fine) {
            found.add(new FieldDifference(
                    field,
                    OTHERWISE,
                    "A %s has no %s; it was not sent."
                            .formatted(kind.placement().word(), field)));
        }
    }

    /** Terms of the others are missed by the answer to the write that named them. */
    private static void taxonomies(List<FieldDifference> found, StoryTaxonomies wanted, PostKind kind) {
        taxonomies(
                found,
                wanted.notShown(kind),
                "The site shows no such taxonomy with this kind of post; its terms were not sent: ");
        taxonomies(
                found,
                wanted.flattened(kind),
                "No term of this taxonomy stands under another; those that were to were not sent: ");
    }

    private static void taxonomies(List<FieldDifference> found, Set<String> names, String said) {
        if (!names.isEmpty()) {
            found.add(new FieldDifference(
                    "taxonomies", "WP_TAXONOMY_NOT_APPLIED", said + capped(String.join(", ", names)) + "."));
        }
    }

    private static void image(List<FieldDifference> found, @Nullable Image wanted, @Nullable Long shown) {
        if (wanted == null) {
            return;
        }
        Attachment attachment = wanted.attachment();
        if (attachment == null) {
            found.add(new FieldDifference("featuredImage", IMAGE, "The image is not at the site."));
        } else if (shown == null || shown != attachment.id()) {
            found.add(new FieldDifference(
                    "featuredImage",
                    IMAGE,
                    "The image is attachment %d of the site, and the post shows %s."
                            .formatted(attachment.id(), shown == null || shown == 0 ? "none" : shown)));
        } else {
            words(found, "featuredImage", wanted, attachment);
        }
    }

    /** Whether the post shows them is told by its content. */
    private static void media(List<FieldDifference> found, List<Image> wanted) {
        for (int index = 0; index < wanted.size(); index++) {
            Attachment attachment = wanted.get(index).attachment();
            if (attachment == null) {
                found.add(new FieldDifference(
                        "media", IMAGE, "Image %d of the list is not at the site.".formatted(index)));
            } else {
                words(found, "media", wanted.get(index), attachment);
            }
        }
    }

    /** A site has these fields only with the companion plugin; without it they vanish, and the site says 201. */
    private static void meta(List<FieldDifference> found, Content content, @Nullable Map<String, String> shown) {
        if (shown == null) {
            return;
        }
        StoryMeta.of(content).forEach((meta, wanted) -> {
            String kept = shown.get(meta.key());
            if (kept != null) {
                compare(found, meta.word(), wanted.strip(), kept.strip());
            } else if (!wanted.isBlank()) {
                found.add(new FieldDifference(
                        meta.word(), OTHERWISE, "The site keeps no such field; with the companion plugin it does."));
            }
        });
        String key = shown.getOrDefault(StoryMeta.STORY_KEY, "");
        if (!key.isEmpty()) { // a post that was made without the plugin has none
            compare(found, "storyKey", content.storyKey(), key);
        }
    }

    private static void words(List<FieldDifference> found, String field, Image wanted, Attachment attachment) {
        compare(found, field + "Alt", stripped(wanted.alt()), attachment.alt().strip());
        compare(
                found,
                field + "Caption",
                stripped(wanted.caption()),
                attachment.caption().strip());
    }

    /** The same of what the site may have no place for: then WordPress takes it with a yes and shows nothing. */
    private static void kept(
            List<FieldDifference> found, String field, @Nullable Object wanted, @Nullable Object shown) {
        if (shown == null && wanted != null && !isBlank(wanted)) {
            found.add(new FieldDifference(
                    field,
                    OTHERWISE,
                    "Asked for '%s', the site shows no such field of this post.".formatted(capped(wanted))));
        }
        compare(found, field, wanted, shown);
    }

    private static boolean isBlank(Object wanted) {
        return wanted.equals(false) || wanted.toString().isBlank();
    }

    private static void compare(
            List<FieldDifference> found, String field, @Nullable Object wanted, @Nullable Object shown) {
        if (wanted != null && shown != null && !wanted.equals(shown)) {
            found.add(new FieldDifference(field, OTHERWISE, difference(wanted, shown)));
        }
    }

    private static String difference(Object wanted, Object shown) {
        return "Asked for '%s', the site shows '%s'.".formatted(capped(wanted), capped(shown));
    }

    private static String capped(Object value) {
        String text = value.toString();
        return Redaction.oneLine(
                text.length() <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…");
    }

    private static @Nullable String stripped(@Nullable String text) {
        return text == null ? null : text.strip();
    }
}
