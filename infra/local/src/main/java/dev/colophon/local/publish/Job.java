package dev.colophon.local.publish;

import dev.colophon.local.story.Content;
import dev.colophon.local.story.Image;
import dev.colophon.local.story.PostSettings;
import dev.colophon.local.story.Story;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A story and the site it is for, as the API takes them. The idempotency key is derived from all of it: the same job in a
 * second run is a repeat, any change is a new one.
 */
record Job(Story story, String site) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int KEY_BYTES = 16;

    ObjectNode json() {
        var job = JSON.createObjectNode()
                .put("storyKey", story.key())
                .put("site", site)
                .put("placement", story.placement().word());
        putIfThere(job, "publishAt", story.publishAt());
        job.set("content", content(story.content()));
        return job;
    }

    String idempotencyKey() {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(JSON.writeValueAsString(json()).getBytes(StandardCharsets.UTF_8));
            return "local-" + HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException("every JDK has SHA-256", broken);
        }
    }

    /** For asking once more although this very job was asked for before: the answer to that no longer holds. */
    String idempotencyKeyAfter(long revision) {
        return idempotencyKey() + "-after-" + revision;
    }

    private static ObjectNode content(Content content) {
        var json = JSON.createObjectNode()
                .put("title", content.title())
                .put("html", content.html())
                .put("visibility", content.visibility().word());
        putIfThere(json, "excerpt", content.excerpt());
        putIfThere(json, "slug", content.slug());
        putIfThere(json, "date", content.date());
        putIfThere(json, "password", content.password());
        if (content.sticky()) {
            json.put("sticky", true);
        }
        putIfAny(json, "categories", content.categories());
        putIfAny(json, "tags", content.tags());
        if (!content.settings().equals(PostSettings.NONE)) {
            var settings = json.putObject("settings");
            putIfThere(settings, "commentStatus", content.settings().commentStatus());
            putIfThere(settings, "pingStatus", content.settings().pingStatus());
            putIfThere(settings, "format", content.settings().format());
            putIfThere(settings, "parentStory", content.settings().parentStory());
            if (!content.settings().categories().isEmpty()) {
                var category = settings.putObject("taxonomies").putArray("category");
                content.settings().categories().forEach(way -> way.forEach(category.addArray()::add));
            }
        }
        var images = content.images();
        if (images.featured() != null) {
            putImage(json.putObject("featuredImage"), images.featured());
        }
        if (!images.inline().isEmpty()) {
            var media = json.putArray("media");
            images.inline().forEach(image -> putImage(media.addObject(), image));
        }
        return json;
    }

    private static void putImage(ObjectNode json, Image image) {
        json.put("url", image.url());
        putIfThere(json, "alt", image.alt());
        putIfThere(json, "caption", image.caption());
    }

    private static void putIfThere(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }

    private static void putIfAny(ObjectNode json, String name, List<String> values) {
        if (!values.isEmpty()) {
            var array = json.putArray(name);
            values.forEach(array::add);
        }
    }
}
