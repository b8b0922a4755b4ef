package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Parent;
import dev.colophon.publishapi.story.PostSettings;
import dev.colophon.publishapi.story.StoryKey;
import dev.colophon.publishapi.story.Taxonomies;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a post in a body, as they came. */
public record SettingsRequest(
        @Nullable Long author,
        @Nullable String commentStatus,
        @Nullable String pingStatus,
        @Nullable String format,
        @Nullable String template,
        @Nullable Long parent,
        @Nullable String parentSlug,
        @Nullable String parentStory,
        @Nullable Map<String, @Nullable List<TermRequest>> taxonomies) {

    /** The settings; none where anything was found, which is noted. */
    PostSettings check(String pointer, Findings findings) {
        var before = findings.count();
        id(author, pointer + "/author", findings);
        id(parent, pointer + "/parent", findings);
        checkParent(pointer, findings);
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
                : new PostSettings(
                        author,
                        commentStatus,
                        pingStatus,
                        format,
                        template,
                        Parent.of(parent, parentSlug, parentStory),
                        terms);
    }

    private void checkParent(String pointer, Findings findings) {
        if (Stream.of(parent, parentSlug, parentStory).filter(Objects::nonNull).count() > 1) {
            findings.add(
                    pointer + "/parent",
                    "PARENT_TWICE",
                    "A page stands under one page: its id, its slug or its story say which.",
                    "Send one of parent, parentSlug and parentStory.");
        }
        if (parentSlug != null && !Parent.isSlug(parentSlug)) {
            findings.add(
                    pointer + "/parentSlug",
                    "INVALID_SLUG",
                    "No page can have that slug.",
                    "Send the last part of the page's address, up to 200 of [a-z0-9%_-].");
        }
        if (parentStory != null) {
            Texts.checkLine(parentStory, pointer + "/parentStory", findings);
            if (parentStory.isBlank() || parentStory.length() > StoryKey.MAX_LENGTH) {
                findings.add(
                        pointer + "/parentStory",
                        "OUT_OF_RANGE",
                        "A story's key has 1 to " + StoryKey.MAX_LENGTH + " characters.",
                        "Send the key of one of your stories.");
            }
        }
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
