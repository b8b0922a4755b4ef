package dev.colophon.testkit.wordpress;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A post as JSON. Only {@code context=edit} shows what was stored; all others see what a theme would make of it. */
final class PostView {

    private static final Pattern BLOCK_COMMENT = Pattern.compile("<!-- /?wp:.*?-->");
    private static final Pattern AMPERSAND = Pattern.compile("&(?!#?\\w+;)");

    private final Site site;
    private final RegisteredMeta meta;
    private final SiteKinds kinds;

    PostView(Site site, RegisteredMeta meta, SiteKinds kinds) {
        this.site = site;
        this.meta = meta;
        this.kinds = kinds;
    }

    ObjectNode of(Post post, boolean edit) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        boolean hidden = !edit && !post.text().password().isEmpty();
        json.put("id", post.id());
        json.put("date", wordPressTime(post.date()));
        json.put("date_gmt", wordPressTime(post.date()));
        text(json, "guid", edit ? post.guid() : null, post.guid());
        json.put("modified", wordPressTime(post.modified()));
        json.put("modified_gmt", wordPressTime(post.modified()));
        if (edit) {
            json.put("password", post.text().password());
        }
        json.put("slug", post.slug());
        json.put("status", post.status().code());
        json.put("type", post.type().code());
        json.put("link", site.link(post));
        text(json, "title", edit ? post.text().title() : null, renderedTitle(post));
        text(
                        json,
                        "content",
                        edit ? post.text().content() : null,
                        hidden ? "" : rendered(post.text().content()))
                .put("protected", hidden);
        text(
                        json,
                        "excerpt",
                        edit ? post.text().excerpt() : null,
                        hidden ? "" : rendered(post.text().excerpt()))
                .put("protected", hidden);
        json.put("author", post.author());
        Long featured = post.relations().featured();
        json.put("featured_media", featured == null ? 0 : featured);
        PostSettings settings = post.text().settings();
        if (post.type().supports("comments")) {
            json.put("comment_status", settings.comments());
            json.put("ping_status", settings.pings());
        }
        json.put("template", settings.template());
        meta.show(post.relations().meta(), json.putObject("meta"));
        if (post.type() == PostType.POST) {
            json.put("sticky", post.relations().sticky());
            json.put("format", settings.format());
        }
        kinds.taxonomiesOf(post.type())
                .forEach(
                        taxonomy -> ids(json, taxonomy.route(), post.relations().of(taxonomy)));
        if (post.type().isHierarchical()) {
            json.put("parent", settings.parent());
            json.put("menu_order", 0);
        }
        String self = site.rest("/wp/v2/" + post.type().route());
        ObjectNode links = json.putObject("_links");
        links.putArray("self").addObject().put("href", self + "/" + post.id());
        links.putArray("collection").addObject().put("href", self);
        json.remove(kinds.hidden());
        return json;
    }

    private static ObjectNode text(ObjectNode json, String name, @Nullable String raw, String rendered) {
        ObjectNode text = json.putObject(name);
        if (raw != null) {
            text.put("raw", raw);
        }
        return text.put("rendered", rendered);
    }

    private static void ids(ObjectNode json, String name, List<Long> ids) {
        var array = json.putArray(name);
        ids.forEach(array::add);
    }

    private static String renderedTitle(Post post) {
        return AMPERSAND.matcher(post.text().title()).replaceAll("&#038;");
    }

    private static String rendered(String html) {
        String shown = BLOCK_COMMENT.matcher(html).replaceAll("").strip();
        return shown.isEmpty() || shown.startsWith("<") ? shown : "<p>" + shown + "</p>\n";
    }

    /** Local time of the site, which lies in UTC, to the second and without a zone. */
    static String wordPressTime(Instant time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.ofInstant(time.truncatedTo(SECONDS), ZoneOffset.UTC));
    }
}
