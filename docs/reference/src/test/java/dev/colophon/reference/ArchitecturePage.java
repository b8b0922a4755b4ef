package dev.colophon.reference;

import static java.util.stream.Collectors.joining;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables that docs/architecture.md names of each service, as the migrations make them; the rest of the page is written by hand. */
final class ArchitecturePage {

    private static final Pattern TABLE =
            Pattern.compile("(?mi)^CREATE (?:UNLOGGED )?TABLE (?:IF NOT EXISTS )?([a-z_]+)");

    private ArchitecturePage() {}

    /** The page with the tables of today; what stands in brackets behind one is kept. */
    static String withTablesOfToday(String page) {
        var text = page;
        for (var module : ConfiguredService.MODULES) {
            text = Pattern.compile("(schema `" + module.replace('-', '_') + "`: )([^.|]*[^.| ])")
                    .matcher(text)
                    .replaceFirst(list -> Matcher.quoteReplacement(list.group(1) + listed(module, list.group(2))));
        }
        return text;
    }

    private static String listed(String module, String before) {
        return tables(module).stream()
                .map(table -> {
                    var remark =
                            Pattern.compile("\\b" + table + "( \\([^)]*\\))").matcher(before);
                    return remark.find() ? table + remark.group(1) : table;
                })
                .collect(joining(", "));
    }

    private static SortedSet<String> tables(String module) {
        var made = new TreeSet<String>();
        try (var files = Files.list(RepositoryFiles.resolve(module + "/src/main/resources/db/migration"))) {
            for (var file : files.toList()) {
                TABLE.matcher(Files.readString(file)).results().forEach(table -> made.add(table.group(1)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return made;
    }
}
