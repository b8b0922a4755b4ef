package dev.colophon.wordpresspublisher.publication;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place at a site that a publication's generation may fill: its technical slug and its marker are derived, so
 * that a draft of an attempt whose answer was lost can be recognised. Looking it up only saves stray drafts; that at
 * most one post becomes public rests on the checkpoint.
 */
public record Slot(PublicationId publication, int generation) {

    private static final int NUMBERED_COPIES = 6;
    private static final Pattern MARKER =
            Pattern.compile("<!-- colophon:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) g([1-9][0-9]{0,8}) -->");
    private static final Pattern TECHNICAL_SLUG = Pattern.compile(
            "colophon-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-g([1-9][0-9]{0,8})"
                    + "(?:-[0-9]+|__trashed(?:-[0-9]+)?)?");

    public Slot {
        if (generation < 1) {
            throw new IllegalArgumentException("a generation counts from 1, not " + generation);
        }
    }

    /** The slots whose markers a content carries; none for a post that is not ours, several where contents were put together. */
    public static List<Slot> markedIn(String content) {
        return MARKER.matcher(content)
                .results()
                .map(found ->
                        new Slot(new PublicationId(UUID.fromString(found.group(1))), Integer.parseInt(found.group(2))))
                .distinct()
                .toList();
    }

    /** The slot under whose technical slug WordPress filed a post. */
    public static Optional<Slot> ofTechnicalSlug(String slug) {
        Matcher found = TECHNICAL_SLUG.matcher(slug);
        return found.matches()
                ? Optional.of(new Slot(
                        new PublicationId(UUID.fromString(String.join(
                                "-", found.group(1), found.group(2), found.group(3), found.group(4), found.group(5)))),
                        Integer.parseInt(found.group(6))))
                : Optional.empty();
    }

    /** That of the next generation. */
    public Slot next() {
        return new Slot(publication, generation + 1);
    }

    /** Starts with a letter and does not end in {@code -<number>}, which WordPress appends to a taken slug. */
    public String technicalSlug() {
        return "colophon-" + publication.compact() + "-g" + generation;
    }

    /** The comment that every content of this slot carries, so that the post can be told as ours. */
    public String marker() {
        return "<!-- colophon:" + publication + " g" + generation + " -->";
    }

    /** The slugs under which WordPress may have filed a draft of this slot. */
    public List<String> family() {
        String slug = technicalSlug();
        return Stream.concat(
                        Stream.of(slug),
                        Stream.concat(
                                IntStream.rangeClosed(2, NUMBERED_COPIES).mapToObj(copy -> slug + "-" + copy),
                                Stream.of(slug + "__trashed", slug + "__trashed-2")))
                .toList();
    }

    /** Whether WordPress filed a post of this slot under that slug. */
    public boolean filedUnder(@Nullable String slug) {
        return slug != null
                && (slug.equals(technicalSlug()) || slug.matches(technicalSlug() + "(-\\d+|__trashed(-\\d+)?)"));
    }

    /** The given content with the marker; it is never empty, so that WordPress does not refuse an empty post. */
    public String marked(String html) {
        return html + marker();
    }

    /** The slug that readers see. */
    public String finalSlug(Content content) {
        String wanted = content.slug();
        return wanted == null || wanted.isBlank()
                ? "story-" + publication.compact().substring(0, 12)
                : wanted;
    }
}
