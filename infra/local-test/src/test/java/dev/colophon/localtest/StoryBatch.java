package dev.colophon.localtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stories made for a test, with titles that occur nowhere else and terms that all of them share. */
record StoryBatch(String name, List<Path> files) {

    private static final int PAGE_EVERY = 7;

    static StoryBatch write(Path folder, String name, int count) throws IOException {
        var files = new ArrayList<Path>();
        for (var number = 1; number <= count; number++) {
            var file = folder.resolve("%s-%d.md".formatted(name, number));
            Files.writeString(file, text(name, number));
            files.add(file);
        }
        return new StoryBatch(name, List.copyOf(files));
    }

    boolean contains(String title) {
        return title.startsWith(mark(name));
    }

    private static String mark(String name) {
        return "Batch %s no ".formatted(name);
    }

    private static String text(String name, int number) {
        var isPage = number % PAGE_EVERY == 0;
        return """
                ---
                title: "%s%d – Ebb und Flut ⚓"
                %s
                ---
                Story *%d* of the batch, with a 😀, an & and a <b>tag</b>.
                """.formatted(
                mark(name),
                number,
                isPage ? "placement: page" : "categories: [Tides, Ports %d]\ntags: [sea, batch]".formatted(number % 3),
                number);
    }
}
