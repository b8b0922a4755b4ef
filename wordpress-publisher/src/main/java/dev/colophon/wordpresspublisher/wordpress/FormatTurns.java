package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets the first post of a format at a site be written while no other is. A format is a term that WordPress makes by itself with the
 * first post that bears it, and of two first ones at once it gives one a term of its own: its format is "image-2" (seen at a real
 * one), which no theme knows. On record is, under the format, the post that bore it first.
 */
final class FormatTurns {

    private static final String FIELD = "format";
    private static final String WITHOUT_A_TERM = "standard";

    private final SiteId site;
    private final TermCache terms;

    /** Writes a post, and hands back what came of it. */
    interface Write<T> {
        T send() throws WordPressFailed;
    }

    FormatTurns(SiteId site, TermCache terms) {
        this.site = site;
        this.terms = terms;
    }

    /**
     * Does the write, alone where its body bears a format that no post of ours has had at the site.
     *
     * @param bearer the post that bears the format by that write; none where it goes without, and the format is not on record then
     */
    <T> T write(Map<String, Object> body, Write<T> write, Function<T, Optional<PostId>> bearer) throws WordPressFailed {
        if (!(body.get(FIELD) instanceof String format) || format.equals(WITHOUT_A_TERM)) {
            return write.send();
        }
        Term term = new Term(site, FIELD, 0, format);
        if (terms.find(term).isPresent()) {
            return write.send();
        }
        try (TermCache.Turn _ = terms.turn(site).orElseThrow(() -> taken(format))) {
            return terms.find(term).isPresent() ? write.send() : first(term, write, bearer);
        }
    }

    private <T> T first(Term term, Write<T> write, Function<T, Optional<PostId>> bearer) throws WordPressFailed {
        var answer = new AtomicReference<@Nullable T>();
        terms.make(term, () -> {
            T written = write.send();
            answer.set(written);
            return bearer.apply(written).map(PostId::value);
        });
        return Optional.ofNullable(answer.get()).orElseThrow(() -> taken(term.name()));
    }

    private static WordPressFailed taken(String format) {
        return StoryTerms.beingMade(
                "The format '%s' is given to a post of the site for the first time, by another story."
                        .formatted(format));
    }
}
