package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a WordPress has its REST API. */
enum RestRoot {
    /** Under {@code /wp-json}: the site has permalinks. */
    PRETTY {
        @Override
        URI address(String base, String route, Map<String, String> query) {
            return URI.create(base + "/wp-json" + route + (query.isEmpty() ? "" : "?" + form(new TreeMap<>(query))));
        }
    },
    /** In the parameter {@code rest_route}: works always, and alone where permalinks are plain. */
    PLAIN {
        @Override
        URI address(String base, String route, Map<String, String> query) {
            Map<String, String> whole = new LinkedHashMap<>();
            whole.put("rest_route", route);
            whole.putAll(new TreeMap<>(query));
            return URI.create(base + "/?" + form(whole));
        }
    };

    /** {@code base} without a slash at its end. Throws IllegalArgumentException where it makes no address. */
    abstract URI address(String base, String route, Map<String, String> query);

    RestRoot other() {
        return this == PRETTY ? PLAIN : PRETTY;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
