package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is sent for each request. Equal content gives equal bytes. An id is never sent: it would redirect the write. */
final class PostBodies {

    private static final DateTimeFormatter GMT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private PostBodies() {}

    /** A private draft under the technical slug, whole. */
    static Map<String, Object> draft(Slot slot, PostKind kind, Content content, TermIds terms) {
        Map<String, Object> body = whole(slot, kind, content, terms);
        body.put("status", "draft");
        body.put("slug", slot.technicalSlug());
        return body;
    }

    static Map<String, Object> change(Change change, Slot slot, PostKind kind, Content content, TermIds terms) {
        return switch (change) {
            case FILL -> whole(slot, kind, content, terms);
            case PUBLISH -> {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("status", "publish");
                yield named(body, slot, content);
            }
            case UPDATE -> named(whole(slot, kind, content, terms), slot, content);
            case HOLD -> {
                Map<String, Object> body = whole(slot, kind, content, terms);
                body.put("status", PostSettings.heldStatus(content.settings()));
                yield named(body, slot, content);
            }
        };
    }

    /** All of it at once, in the wanted state, for a site that takes keys. */
    static Map<String, Object> keyed(Slot slot, PostKind kind, Content content, TermIds terms) {
        Map<String, Object> body = named(whole(slot, kind, content, terms), slot, content);
        body.put(
                "status",
                content.visibility() == Visibility.PUBLIC ? "publish" : PostSettings.heldStatus(content.settings()));
        body.put("type", kind.placement().word());
        Map<String, String> meta = StoryMeta.keyed(content);
        if (!meta.isEmpty()) {
            body.put(StoryMeta.FIELD, meta);
        }
        return body;
    }

    /** As much of a body as that choice sends; where the change is one of status, that always. */
    static Map<String, Object> chosen(Map<String, Object> body, Content content, Set<String> fields) {
        Map<String, Object> chosen = new LinkedHashMap<>(body);
        chosen.keySet().removeIf(field -> !fields.contains(field) && !field.equals("status"));
        Map<String, String> meta = StoryMeta.among(content, fields);
        if (body.containsKey(StoryMeta.FIELD) && !meta.isEmpty()) {
            chosen.put(StoryMeta.FIELD, meta);
        }
        return chosen;
    }

    private static Map<String, Object> whole(Slot slot, PostKind kind, Content content, TermIds terms) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("title", content.title());
        body.put("content", slot.marked(PlacedHtml.of(content)));
        String password = content.password();
        body.put("password", password == null ? "" : password);
        put(body, kind, "excerpt", content.excerpt());
        put(body, kind, "sticky", content.sticky());
        body.putAll(terms.ofPost(kind));
        PostSettings settings = content.settings();
        if (settings != null) {
            set(body, kind, settings);
        }
        Image image = content.featuredImage();
        if (image != null && image.attachment() != null) {
            put(body, kind, "featured_media", image.attachment().id());
        }
        Map<String, String> meta = StoryMeta.body(content);
        if (!meta.isEmpty()) {
            body.put(StoryMeta.FIELD, meta);
        }
        return body;
    }

    /** What is left to the site is not sent, nor what this kind of post does not have. */
    private static void set(Map<String, Object> body, PostKind kind, PostSettings settings) {
        put(body, kind, "author", settings.author());
        put(body, kind, "comment_status", settings.commentStatus());
        put(body, kind, "ping_status", settings.pingStatus());
        if (settings.template() != null) {
            body.put("template", settings.template());
        }
        put(body, kind, "parent", settings.parent());
        put(body, kind, "format", settings.format());
    }

    private static void put(Map<String, Object> body, PostKind kind, String name, @Nullable Object value) {
        if (value != null && kind.has(name)) {
            body.put(name, value);
        }
    }

    private static Map<String, Object> named(Map<String, Object> body, Slot slot, Content content) {
        body.put("slug", slot.finalSlug(content));
        String date = gmt(content.date());
        if (date != null) {
            body.put("date_gmt", date);
        }
        return body;
    }

    static @Nullable String gmt(@Nullable Instant date) {
        return date == null ? null : GMT.format(date.atOffset(ZoneOffset.UTC));
    }
}
