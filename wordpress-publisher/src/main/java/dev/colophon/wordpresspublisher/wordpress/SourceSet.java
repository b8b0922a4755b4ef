package dev.colophon.wordpresspublisher.wordpress;

import java.util.ArrayList;
import java.util.List;

/** Reads a {@code srcset}: of each candidate the address stands before the first space; the rest says how large it is. */
final class SourceSet {

    private SourceSet() {}

    /** Where an address stands in the text. */
    record Candidate(int start, int end) {}

    static List<Candidate> of(String text) {
        List<Candidate> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == ',' || Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int end = at;
            while (text.charAt(end - 1) == ',') {
                end--;
            }
            found.add(new Candidate(start, end));
            int comma = end < at ? end : text.indexOf(',', at);
            at = comma < 0 ? text.length() : Math.max(at, comma);
        }
        return found;
    }
}
