package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.Taxonomies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the terms of a body's taxonomies and notes everything that is wrong with them. */
final class TaxonomiesCheck {

    private final String pointer;
    private final Findings findings;

    TaxonomiesCheck(String pointer, Findings findings) {
        this.pointer = pointer;
        this.findings = findings;
    }

    /** The terms; none where anything was found. */
    Taxonomies of(Map<String, @Nullable List<TermRequest>> asked) {
        var before = findings.count();
        var terms = new TreeMap<String, List<List<String>>>();
        asked.forEach((taxonomy, paths) -> {
            var at = pointer + "/" + taxonomy.replace("~", "~0").replace("/", "~1");
            if (!isKnown(taxonomy)) {
                findings.add(
                        at,
                        "UNKNOWN_TAXONOMY",
                        "No such taxonomy can be asked for here.",
                        "Send the name that WordPress has for it, 1 to 32 of [a-z0-9_-]; tags go into the content's tags.");
            } else if (paths != null) {
                terms.put(taxonomy, paths(paths, at));
            }
        });
        if (Taxonomies.count(terms) > Taxonomies.MAX_TERMS || Taxonomies.bytes(terms) > Taxonomies.MAX_BYTES) {
            findings.add(
                    pointer,
                    "TOO_LONG",
                    "There are more than %d terms, or more than %d bytes of names."
                            .formatted(Taxonomies.MAX_TERMS, Taxonomies.MAX_BYTES),
                    "Send less.");
        }
        return findings.count() > before ? Taxonomies.NONE : new Taxonomies(terms);
    }

    private static boolean isKnown(String taxonomy) {
        return Taxonomies.isName(taxonomy) && !taxonomy.equals(Taxonomies.TAG);
    }

    private List<List<String>> paths(List<TermRequest> asked, String at) {
        var paths = new ArrayList<List<String>>();
        for (var index = 0; index < asked.size(); index++) {
            @Nullable TermRequest term = asked.get(index); // in JSON, an element may be null
            paths.add(path(term == null ? List.of() : term.path(), at + "/" + index));
        }
        return paths;
    }

    private List<String> path(List<@Nullable String> asked, String at) {
        var path = asked.stream().map(name -> name == null ? "" : name).toList();
        path.forEach(name -> Texts.checkLine(name, at, findings));
        if (path.isEmpty()
                || path.size() > Taxonomies.MAX_DEPTH
                || !path.stream().allMatch(Taxonomies::isTerm)) {
            findings.add(
                    at,
                    "OUT_OF_RANGE",
                    "A term is 1 to %d names of 1 to 200 characters, from the top.".formatted(Taxonomies.MAX_DEPTH),
                    "Send such a term, as its name or as an array of names.");
        }
        return path;
    }
}
