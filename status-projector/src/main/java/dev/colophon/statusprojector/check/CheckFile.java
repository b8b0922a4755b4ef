package dev.colophon.statusprojector.check;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a check from its file. Strict: a header that is misspelt must stop the start, since a check that is silently another
 * one than was meant is worse than none.
 */
final class CheckFile {

    private static final Set<String> FIELDS =
            Set.of("id", "severity", "warn_if", "error_if", "grace", "owner", "runbook", "repair", "incident");
    private static final String COMMENT = "-- ";
    private static final Pattern BETWEEN_FIELDS = Pattern.compile(" {2,}");
    private static final Pattern FIELD = Pattern.compile("([a-z_]+): (.+)");
    private static final Pattern THRESHOLD = Pattern.compile("> ([0-9]{1,9})");
    private static final Pattern GRACE = Pattern.compile("([0-9]{1,6}) (s|min|h)");

    private final String name;
    private final Map<String, String> header = new LinkedHashMap<>();

    private CheckFile(String name) {
        this.name = name;
    }

    /**
     * @param name the file's, with its ending
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    static IntegrityCheck read(String name, String text) {
        var file = new CheckFile(name);
        try {
            text.lines().takeWhile(line -> line.startsWith(COMMENT)).forEach(file::readHeaderLine);
            return file.check(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The header ends with the first line that is no such comment; further comments belong to the query. */
    private void readHeaderLine(String line) {
        Arrays.stream(BETWEEN_FIELDS.split(line.substring(COMMENT.length()).strip()))
                .forEach(this::readField);
    }

    private void readField(String text) {
        var field = FIELD.matcher(text);
        if (!field.matches() || !FIELDS.contains(field.group(1))) {
            throw new IllegalArgumentException("no field of a header: " + text);
        }
        if (header.put(field.group(1), field.group(2).strip()) != null) {
            throw new IllegalArgumentException("twice in the header: " + field.group(1));
        }
    }

    private IntegrityCheck check(String text) {
        if (!name.equals(required("id") + ".sql")) {
            throw new IllegalArgumentException("the id is not the file's name: " + required("id"));
        }
        return new IntegrityCheck(
                required("id"),
                severity(required("severity")),
                threshold(required("warn_if")),
                threshold(required("error_if")),
                grace(required("grace")),
                required("owner"),
                required("runbook"),
                Repair.of(required("repair")),
                required("incident"),
                query(text));
    }

    private String required(String field) {
        var value = header.get(field);
        if (value == null) {
            throw new IllegalArgumentException("missing in the header: " + field);
        }
        return value;
    }

    private static Severity severity(String word) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no severity: " + word));
    }

    private static long threshold(String text) {
        var matcher = THRESHOLD.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no threshold such as '> 0': " + text);
        }
        return Long.parseLong(matcher.group(1));
    }

    private static Duration grace(String text) {
        var matcher = GRACE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no grace such as '60 s', '5 min' or '1 h': " + text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "min" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** One statement that reads. It is put into brackets, so it has no semicolon; the snapshot refuses whatever writes. */
    private static String query(String text) {
        var query = text.lines()
                .filter(line -> !line.startsWith("--"))
                .reduce("", (above, line) -> above + line + "\n")
                .strip();
        if (!query.startsWith("SELECT ") && !query.startsWith("WITH ")) {
            throw new IllegalArgumentException("a check is one SELECT");
        }
        if (query.contains(";")) {
            throw new IllegalArgumentException("a check is one statement, without a semicolon");
        }
        return query;
    }
}
