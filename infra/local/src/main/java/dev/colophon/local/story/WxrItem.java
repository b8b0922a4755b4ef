package dev.colophon.local.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jsoup.parser.Parser;

/**
 * One {@code <item>} of an export as it stands there, texts by the names of their elements.
 *
 * @param metas the custom fields; of several with one name the first
 */
record WxrItem(Map<String, String> texts, List<Term> terms, Map<String, String> metas, int comments) {

    record Term(String domain, String slug, String name) {}

    static boolean isWordPress(XMLStreamReader xml) {
        var namespace = xml.getNamespaceURI();
        return namespace != null && namespace.contains("wordpress.org/export/");
    }

    /** Reads up to the end of the item on which the reader stands. */
    static WxrItem read(XMLStreamReader xml) throws XMLStreamException {
        var item = new WxrItem(new HashMap<>(), new ArrayList<>(), new HashMap<>(), 0);
        var comments = 0;
        while (xml.next() != XMLStreamReader.END_ELEMENT) {
            if (!xml.isStartElement()) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "comment" -> {
                    comments++;
                    skip(xml);
                }
                case "postmeta" -> item.takeMeta(xml);
                case "category" -> item.terms.add(term(xml));
                default -> item.texts.put(name(xml), xml.getElementText());
            }
        }
        return new WxrItem(item.texts, item.terms, item.metas, comments);
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    List<String> terms(String domain) {
        return named(domain).map(Term::name).distinct().toList();
    }

    /** The ways to the item's categories, each from the top. */
    List<List<String>> categories(WxrCategories tree) {
        return named("category")
                .map(term -> tree.way(term.slug, term.name))
                .distinct()
                .toList();
    }

    private Stream<Term> named(String domain) {
        return terms.stream().filter(term -> term.domain.equals(domain) && !term.name.isBlank());
    }

    // content:encoded and excerpt:encoded differ in their namespace alone.
    private static String name(XMLStreamReader xml) {
        return xml.getLocalName().equals("encoded") ? xml.getPrefix() : xml.getLocalName();
    }

    private static Term term(XMLStreamReader xml) throws XMLStreamException {
        var domain = xml.getAttributeValue(null, "domain");
        var slug = xml.getAttributeValue(null, "nicename");
        // WordPress keeps and exports a term's name in its escaped form.
        var name = Parser.unescapeEntities(xml.getElementText(), false).strip();
        return new Term(domain == null ? "" : domain, slug == null ? "" : slug, name);
    }

    private void takeMeta(XMLStreamReader xml) throws XMLStreamException {
        var meta = new HashMap<String, String>();
        while (xml.next() != XMLStreamReader.END_ELEMENT) {
            if (xml.isStartElement()) {
                meta.put(xml.getLocalName(), xml.getElementText());
            }
        }
        metas.putIfAbsent(meta.getOrDefault("meta_key", ""), meta.getOrDefault("meta_value", ""));
    }

    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> depth++;
                case XMLStreamReader.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }
}
