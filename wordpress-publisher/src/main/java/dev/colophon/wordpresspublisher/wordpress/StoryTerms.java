package dev.colophon.wordpresspublisher.wordpress;

import static dev.colophon.wordpresspublisher.wordpress.TermIds.CATEGORIES;
import static dev.colophon.wordpresspublisher.wordpress.TermIds.TAGS;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteTerms;
import dev.colophon.wordpresspublisher.site.SiteTerms.Term;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.Lock;
import tools.jackson.databind.JsonNode;

/**
 * The terms of a story at its site: found on record, or made one after the other, parents before children. A post is given the term
 * at the end of each way, as an editor would tick it; its parents are only what it stands under.
 */
final class StoryTerms {

    /** WordPress's own name of its categories, the only terms of its own with a hierarchy. */
    private static final String CATEGORY = "category";

    private static final Duration MAKING_A_TERM_TAKES = Duration.ofSeconds(2);

    private final RestApi api;
    private final SiteId site;
    private final TermCache terms;
    private final Accepting accepting;

    /** What the site said yes to. */
    interface Accepting {
        JsonNode yes(Reading reading) throws WordPressFailed;
    }

    StoryTerms(RestApi api, SiteId site, TermCache terms, Accepting accepting) {
        this.api = api;
        this.site = site;
        this.terms = terms;
        this.accepting = accepting;
    }

    TermIds of(Content content) throws WordPressFailed {
        Map<String, List<List<String>>> wanted = wanted(content);
        if (wanted.isEmpty()) {
            return TermIds.none();
        }
        Lock oneAtATime = terms.lockOf(site);
        oneAtATime.lock();
        try {
            Map<String, List<Long>> ids = new LinkedHashMap<>();
            for (var field : wanted.entrySet()) {
                ids.put(field.getKey(), ids(field.getKey(), field.getValue()));
            }
            return new TermIds(ids);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** The ways to all terms, by the field of a post that shows them. */
    private static Map<String, List<List<String>>> wanted(Content content) {
        Map<String, List<List<String>>> wanted = new LinkedHashMap<>();
        add(wanted, CATEGORIES, topmost(content.categories()));
        add(wanted, CATEGORIES, PostSettings.taxonomiesOf(content.settings()).getOrDefault(CATEGORY, List.of()));
        add(wanted, TAGS, topmost(content.tags()));
        return wanted;
    }

    private static void add(Map<String, List<List<String>>> wanted, String field, List<List<String>> ways) {
        if (!ways.isEmpty()) {
            wanted.computeIfAbsent(field, _ -> new ArrayList<>()).addAll(ways);
        }
    }

    private static List<List<String>> topmost(List<String> names) {
        return names.stream().map(List::of).toList();
    }

    private List<Long> ids(String field, List<List<String>> ways) throws WordPressFailed {
        SequencedSet<Long> ids = new LinkedHashSet<>();
        for (List<String> way : ways) {
            long id = 0;
            for (String name : way) {
                id = idOf(new Term(site, field, id, name));
            }
            ids.add(id);
        }
        return List.copyOf(ids);
    }

    private long idOf(Term term) throws WordPressFailed {
        Optional<Long> known = terms.find(term);
        if (known.isPresent()) {
            return known.get();
        }
        SiteTerms.Making making = terms.claim(term).orElseThrow(() -> beingMade(term));
        try {
            return terms.made(term, getOrCreate(term));
        } catch (WordPressFailed failed) {
            // Of all others a late request may still make the term: until the claim runs out nobody asks for it again.
            if (failed.failure().leavesNothing()) {
                terms.giveUp(making);
            }
            throw failed;
        }
    }

    private static WordPressFailed beingMade(Term term) {
        return new WordPressFailed(new WordPressFailure.Retryable(
                new Problem(
                        "WP_TERM_BEING_MADE",
                        "The term '" + term.name() + "' is being made at the site for another story.",
                        null),
                MAKING_A_TERM_TAKES));
    }

    /** In one call: an existing term is refused together with its id. */
    private long getOrCreate(Term term) throws WordPressFailed {
        Reading reading = api.post(Phase.TERM, "/wp/v2/" + term.taxonomy(), Map.of(), body(term));
        if (reading instanceof Reading.NoSuchTerm(var problem)) {
            terms.forget(site, new TermIds(Map.of(term.taxonomy(), List.of(term.parent()))));
            throw new WordPressFailed(new WordPressFailure.NotApplied(problem));
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
