package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.StoryTaxonomies;
import dev.colophon.wordpresspublisher.publication.TermKind;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The terms of a story at its site: found on record, or made one after the other, parents before children. A post is given the term
 * at the end of each way, as an editor would tick it; its parents are only what it stands under.
 */
final class StoryTerms {

    private static final Duration MAKING_A_TERM_TAKES = Duration.ofSeconds(2);

    private final RestApi api;
    private final SiteId site;
    private final TermCache terms;
    private final SiteKinds kinds;

    /** What the site said yes to. */
    interface Accepting {
        JsonNode yes(Reading reading) throws WordPressFailed;
    }

    StoryTerms(RestApi api, SiteId site, TermCache terms, SiteKinds kinds) {
        this.api = api;
        this.site = site;
        this.terms = terms;
        this.kinds = kinds;
    }

    TermIds of(Content content, PostKind kind, Accepting accepting) throws WordPressFailed {
        Map<String, List<List<String>>> wanted = wanted(content, kind);
        if (wanted.isEmpty()) {
            return TermIds.none();
        }
        Optional<TermIds> known = onRecord(wanted);
        if (known.isPresent()) {
            return known.get(); // who waits for nothing new waits for nobody
        }
        try (TermCache.Turn _ =
                terms.turn(site).orElseThrow(() -> beingMade("Terms are being made at the site for other stories."))) {
            Map<String, List<Long>> ids = new LinkedHashMap<>();
            for (var field : wanted.entrySet()) {
                ids.put(field.getKey(), ids(field.getKey(), field.getValue(), accepting));
            }
            return new TermIds(ids);
        }
    }

    /** All of them, where the site need not be asked for any. */
    private Optional<TermIds> onRecord(Map<String, List<List<String>>> wanted) {
        Map<String, List<Long>> ids = new LinkedHashMap<>();
        for (var field : wanted.entrySet()) {
            SequencedSet<Long> ends = new LinkedHashSet<>();
            for (List<String> way : field.getValue()) {
                Optional<Long> end = Optional.of(0L);
                for (String name : way) {
                    end = end.flatMap(parent -> terms.find(new Term(site, field.getKey(), parent, name)));
                }
                if (end.isEmpty()) {
                    return Optional.empty();
                }
                ends.add(end.get());
            }
            ids.put(field.getKey(), List.copyOf(ends));
        }
        return Optional.of(new TermIds(ids));
    }

    /** They were dropped: none of them is gone by any more, nor what the site told of its taxonomies. */
    void forget(TermIds ids) {
        terms.forget(site, ids);
        kinds.forget(site);
    }

    /** The ways to all terms, by the field of a post that shows them. */
    private static Map<String, List<List<String>>> wanted(Content content, PostKind kind) {
        Map<String, List<List<String>>> wanted = new LinkedHashMap<>();
        add(wanted, kind.terms().get(PostKind.CATEGORY), topmost(content.categories()));
        add(
                wanted,
                kind.terms().get(PostKind.CATEGORY),
                PostSettings.taxonomiesOf(content.settings()).getOrDefault(PostKind.CATEGORY, List.of()));
        add(wanted, kind.terms().get(PostKind.TAG), topmost(content.tags()));
        wanted.putAll(StoryTaxonomies.of(content.settings()).byField(kind));
        return wanted;
    }

    private static void add(Map<String, List<List<String>>> wanted, @Nullable TermKind kind, List<List<String>> ways) {
        if (kind != null && !ways.isEmpty()) {
            wanted.computeIfAbsent(kind.field(), _ -> new ArrayList<>()).addAll(ways);
        }
    }

    private static List<List<String>> topmost(List<String> names) {
        return names.stream().map(List::of).toList();
    }

    private List<Long> ids(String field, List<List<String>> ways, Accepting accepting) throws WordPressFailed {
        SequencedSet<Long> ids = new LinkedHashSet<>();
        for (List<String> way : ways) {
            long id = 0;
            for (String name : way) {
                id = idOf(new Term(site, field, id, name), accepting);
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    private long idOf(Term term, Accepting accepting) throws WordPressFailed {
        Optional<Long> known = terms.find(term);
        if (known.isPresent()) {
            return known.get();
        }
        return terms.make(term, () -> Optional.of(getOrCreate(term, accepting)))
                .orElseThrow(
                        () -> beingMade("The term '" + term.name() + "' is being made at the site for another story."));
    }

    /** Asked for again in a moment. */
    static WordPressFailed beingMade(String detail) {
        return new WordPressFailed(
                new WordPressFailure.Retryable(new Problem("WP_TERM_BEING_MADE", detail, null), MAKING_A_TERM_TAKES));
    }

    /** In one call: an existing term is refused together with its id. */
    private long getOrCreate(Term term, Accepting accepting) throws WordPressFailed {
        Reading reading = api.post(Phase.TERM, "/wp/v2/" + term.taxonomy(), Map.of(), body(term));
        if (reading instanceof Reading.NoSuchTerm(var problem)) {
            terms.forget(site, new TermIds(Map.of(term.taxonomy(), List.of(term.parent()))));
            throw new WordPressFailed(new WordPressFailure.NotApplied(problem));
        }
        if (reading instanceof Reading.Trouble(WordPressFailure.SiteFault(var problem))
                && problem.code().equals("WP_NO_ROUTE")) {
            kinds.forget(site); // the taxonomy is gone since the site told of it
        }
        long id = reading instanceof Reading.TermExists(var existing)
                ? existing
                : accepting.yes(reading).path("id").asLong(0);
        if (id <= 0) {
            throw new WordPressFailed(Answers.unusable(Phase.TERM, "The site made a term without an id."));
        }
        return id;
    }

    private static Map<String, Object> body(Term term) {
        return term.parent() == 0 ? Map.of("name", term.name()) : Map.of("name", term.name(), "parent", term.parent());
    }
}
