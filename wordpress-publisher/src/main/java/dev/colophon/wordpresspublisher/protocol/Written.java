package dev.colophon.wordpresspublisher.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is on record of a post's single fields, by WordPress's names and as one-way prints. WordPress changes what it is sent, so
 * an editor's hand is seen by comparing with what was read back after our own last write, never with what was sent.
 *
 * @param fields as last read back after a write of ours, with what had been wanted then
 * @param sent what we have sent since: what the site shows of these may be our own doing
 * @param overwritten those of them that an editor had changed
 */
public record Written(Map<String, Field> fields, Set<String> sent, Set<String> overwritten) {

    public Written {
        fields = Map.copyOf(fields);
        sent = Set.copyOf(sent);
        overwritten = Set.copyOf(overwritten);
    }

    /** The print of a field that the site does not have: nobody's hand put it there or took it away. */
    public static final String NO_SUCH_FIELD = "";

    /** One field: the wanted value, and the one that the site made of it. */
    public record Field(String wanted, String shown) {

        boolean isAtTheSite() {
            return !shown.equals(NO_SUCH_FIELD);
        }
    }

    /** Nothing is known: no field has been read back yet. */
    public static Written nothing() {
        return new Written(Map.of(), Set.of(), Set.of());
    }

    /** Whether an editor has changed the field. Only what was read back, and not sent since, can tell. */
    boolean editedByOthers(String field, String wanted, String now) {
        Field before = fields.get(field);
        return before != null
                && before.isAtTheSite()
                && !now.equals(NO_SUCH_FIELD)
                && !sent.contains(field)
                && !now.equals(before.shown())
                && !now.equals(wanted);
    }

    /** Those of the wanted fields that an editor has changed. */
    public Set<String> editedByOthers(Map<String, String> wanted, Map<String, String> now) {
        Set<String> edited = new TreeSet<>();
        wanted.forEach((field, want) -> {
            String shown = now.get(field);
            if (shown != null && editedByOthers(field, want, shown)) {
                edited.add(field);
            }
        });
        return edited;
    }

    /** Whether the site shows the field as wanted: this value, or what it made of the same wish before. */
    boolean stands(String field, String wanted, String now) {
        Field before = fields.get(field);
        return now.equals(wanted) || (before != null && now.equals(before.shown()) && wanted.equals(before.wanted()));
    }

    /** The same, with these fields on their way to the site. */
    public Written sending(FieldChoice choice) {
        return new Written(fields, union(sent, choice.send()), union(overwritten, choice.overwrites()));
    }

    /** As it is after the end of a visit, whose last look showed {@code now}: what an editor keeps is still not ours. */
    public Written readBack(Map<String, String> wanted, Map<String, String> now) {
        Map<String, Field> known = new LinkedHashMap<>(fields);
        wanted.forEach((field, want) -> {
            String shown = now.get(field);
            if (shown != null && !editedByOthers(field, want, shown)) {
                known.put(field, new Field(want, shown));
            }
        });
        return new Written(known, Set.of(), Set.of());
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new TreeSet<>(one);
        both.addAll(other);
        return both;
    }
}
