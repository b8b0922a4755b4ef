package dev.colophon.publishapi.site;

import dev.colophon.publishapi.problem.Findings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The defaults of a site in a body, as they came, and as they are shown. */
public record DefaultsBody(
        @Nullable Long author,
        @Nullable List<@Nullable String> categories,
        @Nullable String visibility) {

    static DefaultsBody of(SiteDefaults defaults) {
        var visibility = defaults.visibility();
        return new DefaultsBody(
                defaults.author(), List.copyOf(defaults.categories()), visibility == null ? null : visibility.text());
    }

    /** The defaults; none where they were left out, or where anything was found, which is noted. */
    static SiteDefaults check(@Nullable DefaultsBody body, String pointer, Findings findings) {
        return body == null ? SiteDefaults.NONE : body.checked(pointer, findings);
    }

    private SiteDefaults checked(String pointer, Findings findings) {
        var before = findings.count();
        if (!SiteDefaults.isAuthor(author)) {
            findings.add(
                    pointer + "/author",
                    "OUT_OF_RANGE",
                    "An id at the site is positive.",
                    "Send the id of a user at the site, or leave it out for the user that Colophon signs in as.");
        }
        var names = Objects.requireNonNullElse(categories, List.<@Nullable String>of());
        checkNames(names, pointer + "/categories", findings);
        var known = Optional.ofNullable(visibility).flatMap(Visibility::of);
        if (visibility != null && known.isEmpty()) {
            findings.add(
                    pointer + "/visibility",
                    "UNKNOWN_VISIBILITY",
                    "No such visibility exists.",
                    "Send public, draft or private, or leave it out for public.");
        }
        return findings.count() > before
                ? SiteDefaults.NONE
                : new SiteDefaults(
                        author,
                        names.stream()
                                .map(name -> Objects.requireNonNull(name, "found above"))
                                .distinct()
                                .toList(),
                        known.orElse(null));
    }

    private static void checkNames(List<@Nullable String> names, String pointer, Findings findings) {
        if (names.size() > SiteDefaults.MAX_CATEGORIES) {
            findings.add(
                    pointer, "TOO_LONG", "There are more than " + SiteDefaults.MAX_CATEGORIES + ".", "Send fewer.");
            return;
        }
        for (var index = 0; index < names.size(); index++) {
            var name = Objects.requireNonNullElse(names.get(index), "");
            if (!SiteDefaults.isName(name) || name.codePoints().noneMatch(DefaultsBody::isSeen)) {
                findings.add(
                        pointer + "/" + index,
                        "OUT_OF_RANGE",
                        "A category's name is one line of 1 to " + SiteDefaults.MAX_NAME + " characters.",
                        "Send such a name.");
            } else if (name.codePoints().anyMatch(DefaultsBody::isForbidden)) {
                findings.add(
                        pointer + "/" + index,
                        "FORBIDDEN_CHARACTER",
                        "The name holds a line break, or a character that turns what follows it (U+202A to U+202E, U+2066 to U+2069).",
                        "Remove it; U+200E and U+200F may stay.");
            }
        }
    }

    private static boolean isSeen(int point) {
        return !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && Character.getType(point) != Character.FORMAT;
    }

    /** What the categories of a story may not hold either. Asked of what comes in alone: what was stored before can still be read. */
    private static boolean isForbidden(int point) {
        var type = Character.getType(point);
        return type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }
}
