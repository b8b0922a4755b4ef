package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.protocol.SeenFields;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.SeenStatus;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads posts out of answers. An id that is no positive whole number is no evidence of a post. A public one is told with its address:
 * where that is none, it is looked at again until there is one.
 */
public final class SeenPosts {

    private SeenPosts() {}

    static Optional<PostId> id(JsonNode post) {
        JsonNode id = post.path("id");
        return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0
                ? Optional.of(new PostId(id.longValue()))
                : Optional.empty();
    }

    static Optional<SeenPost> read(JsonNode post, Slot slot, PostKind kind) {
        String word = post.path("status").asString("");
        SeenStatus status = SeenStatus.of(word);
        Optional<String> slug = SiteText.slug(post.path("slug"));
        String link = SiteText.address(post.path("link"));
        if (word.isBlank() || slug.isEmpty() || (status == SeenStatus.PUBLISH && link == null)) {
            return Optional.empty();
        }
        String content = text(post.path("content").path("raw"));
        return id(post).map(id -> new SeenPost(
                id,
                status,
                slug.get(),
                link,
                content == null ? null : hash(content),
                content != null && content.contains(slot.marker()),
                fields(post),
                PostPrints.shown(post, kind)));
    }

    private static SeenFields fields(JsonNode post) {
        return new SeenFields(
                text(post.path("title").path("raw")),
                text(post.path("excerpt").path("raw")),
                text(post.path("date_gmt")),
                text(post.path("password")),
                post.path("sticky").isBoolean() ? (Boolean) post.path("sticky").booleanValue() : null,
                number(post.path("author")),
                text(post.path("comment_status")),
                text(post.path("ping_status")),
                text(post.path("format")),
                text(post.path("template")),
                number(post.path("parent")),
                number(post.path("featured_media")),
                StoryMeta.shown(post));
    }

    private static @Nullable Long number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
    }

    /** As it stands in receipts and in the ledger. */
    public static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
