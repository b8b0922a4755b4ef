package dev.colophon.testkit.wordpress;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WordPress takes out of the HTML of users without {@code unfiltered_html}: of all but editors and administrators. */
final class Kses {

    private static final Pattern TAG = Pattern.compile("</?(script|iframe|form|input|object|embed)\\b[^>]*>");
    private static final Pattern HANDLER = Pattern.compile("\\s+on\\w+=(\"[^\"]*\"|'[^']*')");
    private static final Pattern AMPERSAND = Pattern.compile("&(?!#?\\w+;)");

    private Kses() {}

    static PostFields filtered(PostFields fields, User user) {
        if (user.role().edits()) {
            return fields;
        }
        return new PostFields(
                filtered(fields.title()),
                filtered(fields.content()),
                filtered(fields.excerpt()),
                fields.password(),
                fields.slug(),
                fields.status(),
                fields.date(),
                fields.sticky(),
                fields.terms(),
                fields.featured(),
                fields.author(),
                fields.settings(),
                fields.meta());
    }

    private static @Nullable String filtered(@Nullable String html) {
        if (html == null) {
            return null;
        }
        String tagged = HANDLER.matcher(TAG.matcher(html).replaceAll("")).replaceAll("");
        return AMPERSAND.matcher(tagged.replace("javascript:", "")).replaceAll("&amp;");
    }
}
