package dev.colophon.local.story;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.ObjIntConsumer;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.parser.Parser;

/**
 * What an export says of its terms before its items, and which of them its stories have. A job names a term by its name alone, so the
 * rest is counted, to be told.
 */
final class WxrTerms {

    private static final Set<String> CARRIED = Set.of("category", "post_tag");
    /** What they are for is told elsewhere, or is no term of a story's. */
    private static final Set<String> NO_TERMS_OF_STORIES = Set.of("nav_menu", "post_format");

    private final WxrCategories categories = new WxrCategories();
    private final Map<Key, Term> told = new HashMap<>();
    private final Set<Key> had = new HashSet<>();

    private record Key(String taxonomy, String slug) {}

    private record Term(String name, boolean isDescribed, String parent) {}

    /** Reads the {@code <wp:category>}, {@code <wp:tag>} or {@code <wp:term>} on which the reader stands. */
    void take(XMLStreamReader xml) throws XMLStreamException {
        var kind = xml.getLocalName();
        var texts = new HashMap<String, String>();
        while (xml.next() != XMLStreamReader.END_ELEMENT) {
            if (xml.isStartElement() && xml.getLocalName().equals("termmeta")) {
                WxrItem.skip(xml);
            } else if (xml.isStartElement()) {
                texts.put(xml.getLocalName(), xml.getElementText().strip());
            }
        }
        switch (kind) {
            case "category" -> {
                categories.take(texts);
                take("category", texts, "category_nicename", "cat_name", "category_description", "category_parent");
            }
            case "tag" -> take("post_tag", texts, "tag_slug", "tag_name", "tag_description", "tag_parent");
            default ->
                take(
                        texts.getOrDefault("term_taxonomy", ""),
                        texts,
                        "term_slug",
                        "term_name",
                        "term_description",
                        "term_parent");
        }
    }

    private void take(
            String taxonomy, Map<String, String> texts, String slug, String name, String description, String parent) {
        var text = Parser.unescapeEntities(texts.getOrDefault(name, ""), false).strip();
        if (!text.isBlank() && !NO_TERMS_OF_STORIES.contains(taxonomy)) {
            told.put(
                    new Key(taxonomy, texts.getOrDefault(slug, "")),
                    new Term(text, !texts.getOrDefault(description, "").isBlank(), texts.getOrDefault(parent, "")));
        }
    }

    WxrCategories categories() {
        return categories;
    }

    /** A story has these, and with them what they stand under. */
    void had(WxrItem item) {
        for (var term : item.terms()) {
            if (CARRIED.contains(term.domain())) {
                had(new Key(term.domain(), term.slug()), term.name());
            }
        }
    }

    private void had(Key key, String name) {
        var one = told.computeIfAbsent(key, _ -> new Term(name, false, ""));
        if (had.add(key) && !one.parent().isEmpty()) {
            var above = new Key(key.taxonomy(), one.parent());
            if (told.containsKey(above)) {
                had(above, "");
            }
        }
    }

    /** Tells what is not carried over, each with how often. */
    void tell(ObjIntConsumer<String> note) {
        note.accept("slugs of terms", count((key, term) -> had.contains(key) && !isOf(key.slug(), term.name())));
        note.accept("descriptions of terms", count((key, term) -> had.contains(key) && term.isDescribed()));
        note.accept("terms that no story has", count((key, term) -> !had.contains(key) && !isHadByName(key, term)));
    }

    private int count(BiPredicate<Key, Term> such) {
        return (int) told.entrySet().stream()
                .filter(one -> such.test(one.getKey(), one.getValue()))
                .count();
    }

    /** Of an export that tells no slug. */
    private boolean isHadByName(Key key, Term term) {
        return key.slug().isEmpty()
                && count((other, named) -> had.contains(other)
                                && other.taxonomy().equals(key.taxonomy())
                                && named.name().equalsIgnoreCase(term.name()))
                        > 0;
    }

    /** Whether WordPress may make this slug of the name by itself: of both only letters and digits count. */
    private static boolean isOf(String slug, String name) {
        return slug.isEmpty() || letters(decoded(slug)).equals(letters(name));
    }

    private static String decoded(String slug) {
        try {
            return URLDecoder.decode(slug, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException asItIs) {
            return slug;
        }
    }

    private static String letters(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
