package dev.colophon.testkit.wordpress;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is set for a post beside its texts, terms and dates; null means not sent. */
record PostSettings(
        @Nullable String comments,
        @Nullable String pings,
        @Nullable String format,
        @Nullable String template,
        @Nullable Long parent) {

    private static final Set<String> SWITCH = new LinkedHashSet<>(List.of("open", "closed"));
    private static final Set<String> FORMATS = new LinkedHashSet<>(
            List.of("standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"));
    /** The first that the theme of the real site under test offers, too. */
    private static final Set<String> TEMPLATES = Set.of("", "page-no-title");

    /** Reads and checks; what the type does not have is dropped without a word: the parent of a post, the format of a page. */
    static PostSettings of(Params params, PostType type) {
        boolean talks = type.supports("comments");
        String template = params.text("template");
        if (template != null && !TEMPLATES.contains(template)) {
            params.invalid("template", "rest_invalid_param", "Invalid parameter.");
        }
        return new PostSettings(
                talks && params.has("comment_status") ? params.oneOf("comment_status", "open", SWITCH) : null,
                talks && params.has("ping_status") ? params.oneOf("ping_status", "open", SWITCH) : null,
                type.supports("post-formats") && params.has("format")
                        ? params.oneOf("format", "standard", FORMATS)
                        : null,
                template,
                type.isHierarchical() && params.has("parent") ? (Long) params.integer("parent", 0) : null);
    }

    /** As a new post of the type has it where nothing was sent. */
    static PostSettings unset(PostType type) {
        String talk = type == PostType.POST ? "open" : "closed";
        return new PostSettings(talk, talk, "standard", "", 0L);
    }

    PostSettings changed(PostSettings sent) {
        return new PostSettings(
                sent.comments == null ? comments : sent.comments,
                sent.pings == null ? pings : sent.pings,
                sent.format == null ? format : sent.format,
                sent.template == null ? template : sent.template,
                sent.parent == null ? parent : sent.parent);
    }
}
