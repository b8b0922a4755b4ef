package dev.colophon.wordpresspublisher.wordpress;

import java.util.Map;
import java.util.TreeMap;

/** Changes to a text at places of it; the rest stays as it is. A place that is changed twice has the first change. */
final class TextEdits {

    private final String text;
    private final Map<Integer, Edit> byStart = new TreeMap<>();

    TextEdits(String text) {
        this.text = text;
    }

    private record Edit(int end, String instead) {}

    void replace(int start, int end, String instead) {
        byStart.putIfAbsent(start, new Edit(end, instead));
    }

    void insert(int at, String more) {
        replace(at, at, more);
    }

    String applied() {
        StringBuilder edited = new StringBuilder(text.length() + 64);
        int kept = 0;
        for (var edit : byStart.entrySet()) {
            if (edit.getKey() >= kept) {
                edited.append(text, kept, edit.getKey()).append(edit.getValue().instead());
                kept = edit.getValue().end();
            }
        }
        return edited.append(text, kept, text.length()).toString();
    }
}
