package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.PostSettings;
import dev.colophon.publishapi.story.Taxonomies;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings of a post in a body, as they came. */
public record SettingsRequest(
        @Nullable Long author,
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String template,
        @Nullable Long parent,
        @Nullable Map<String, @Nullable List<TermRequest>> taxonomies) {

    /** The settings; none where anything was found, which is noted. */
    PostSettings check(String pointer, Findings findings) {
        var before = findings.count();
        id(author, pointer + "/author", findings);
        id(parent, pointer + "/parent", findings);
        word(PostSettings.SWITCH, commentStatus, pointer + "/commentStatus", findings);
        word(PostSettings.SWITCH, pingStatus, pointer + "/pingStatus", findings);
        word(PostSettings.FORMATS, format, pointer + "/format", findings);
        if (!PostSettings.isTemplate(template)) {
            findings.add(
                    pointer + "/template",
                    "INVALID_TEMPLATE",
                    "That is no name of a template.",
                    "Send the name that the site's theme has for it, up to 200 of [A-Za-z0-9_./-].");
        }
        var terms = taxonomies == null
                ? Taxonomies.NONE
                : new TaxonomiesCheck(pointer + "/taxonomies", findings).of(taxonomies);
        return findings.count() > before
                ? PostSettings.NONE
                : new PostSettings(author, commentStatus, pingStatus, format, template, parent, terms);
    }

    private static void id(@Nullable Long id, String pointer, Findings findings) {
        if (!PostSettings.isId(id)) {
            findings.add(pointer, "OUT_OF_RANGE", "An id at the site is positive.", "Send such an id, or null.");
        }
    }

    private static void word(Set<String> words, @Nullable String word, String pointer, Findings findings) {
        if (!PostSettings.isOneOf(words, word)) {
            findings.add(
                    pointer,
                    "UNKNOWN_WORD",
                    "No such word exists here.",
                    "Send one of " + String.join(", ", words.stream().sorted().toList()) + ", or null.");
        }
    }
}
