package dev.colophon.database;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Named and nameless parameters as PostgreSQL numbers them; texts, comments and casts are left as they are. */
final class Parameters {

    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|--[^\n]*|::|:([A-Za-z]\\w*)|\\?");

    private Parameters() {}

    static String numbered(String sql) {
        Map<String, Integer> numbers = new HashMap<>();
        var nameless = new int[1];
        return TOKEN.matcher(sql).replaceAll(match -> {
            if (match.group(1) != null) {
                return "\\$" + numbers.computeIfAbsent(match.group(1), _ -> numbers.size() + 1);
            }
            return match.group().equals("?") ? "\\$" + ++nameless[0] : Matcher.quoteReplacement(match.group());
        });
    }
}
