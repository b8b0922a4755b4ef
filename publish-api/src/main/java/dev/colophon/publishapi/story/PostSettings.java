package dev.colophon.publishapi.story;

import dev.colophon.publishapi.hash.Sha256;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a post is given beside its texts and terms. Null leaves it to the site, which keeps what it has.
 *
 * @param author id of a user at the site
 * @param commentStatus open or closed
 * @param pingStatus open or closed
 * @param format one of {@link #FORMATS}, on posts alone
 * @param template name of a template of the site's theme
 * @param parent the page that it stands under, where the kind of post has parents
 * @param taxonomies terms with their place in a hierarchy
 */
public record PostSettings(
        @Nullable Long author,
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String template,
        @Nullable Parent parent,
        Taxonomies taxonomies) {

    /** Nothing: all is left to the site. */
    public static final PostSettings NONE = new PostSettings(null, null, null, null, null, null, Taxonomies.NONE);
    /** Whether something is taken: comments, pings. */
    public static final Set<String> SWITCH = Set.of("open", "closed");
    /** The formats that WordPress knows. */
    public static final Set<String> FORMATS =
            Set.of("standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio");

    private static final int MAX_TEMPLATE = 200;
    private static final Pattern TEMPLATE = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9_./-]*");

    public PostSettings {
        if (!isId(author)
                || !isOneOf(SWITCH, commentStatus)
                || !isOneOf(SWITCH, pingStatus)
                || !isOneOf(FORMATS, format)
                || !isTemplate(template)) {
            throw new IllegalArgumentException("not the settings of a post");
        }
    }

    /** Whether this can be an id at a site; null is none. */
    public static boolean isId(@Nullable Long id) {
        return id == null || id > 0;
    }

    /** Whether the word is one of these; null is none. */
    public static boolean isOneOf(Set<String> words, @Nullable String word) {
        return word == null || words.contains(word);
    }

    /** Whether a theme can have a template of this name; null is none. */
    public static boolean isTemplate(@Nullable String name) {
        return name == null
                || (name.length() <= MAX_TEMPLATE && TEMPLATE.matcher(name).matches());
    }

    /** The same with this author, unless that is null. */
    PostSettings by(@Nullable Long other) {
        return other == null
                ? this
                : new PostSettings(other, commentStatus, pingStatus, format, template, parent, taxonomies);
    }

    /** Content without settings keeps the hash that it had before there were any. */
    Sha256.Parts addTo(Sha256.Parts parts) {
        return equals(NONE)
                ? parts
                : taxonomies.addTo(Parent.addTo(
                        parts.add("settings")
                                .add(text(author))
                                .add(commentStatus)
                                .add(pingStatus)
                                .add(format)
                                .add(template)
                                .add(text(parent == null ? null : parent.id())),
                        parent));
    }

    private static @Nullable String text(@Nullable Long id) {
        return id == null ? null : id.toString();
    }
}
