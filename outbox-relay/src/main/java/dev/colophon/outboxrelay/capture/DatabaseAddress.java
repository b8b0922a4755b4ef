package dev.colophon.outboxrelay.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JDBC URL in the parts that the engine wants. One host only: a slot lives on one server. */
record DatabaseAddress(String host, int port, String database, Map<String, String> options) {

    private static final String SCHEME = "jdbc:postgresql://";
    private static final int PORT = 5432;

    DatabaseAddress {
        options = Map.copyOf(options);
    }

    static DatabaseAddress of(String url) {
        if (!url.startsWith(SCHEME)) {
            throw malformed();
        }
        var parsed = URI.create(url.substring("jdbc:".length()));
        var path = parsed.getPath();
        // No host is also what java.net.URI says of a list of hosts.
        if (parsed.getHost() == null || path == null || path.length() < 2) {
            throw malformed();
        }
        return new DatabaseAddress(
                parsed.getHost(),
                parsed.getPort() < 0 ? PORT : parsed.getPort(),
                path.substring(1),
                options(parsed.getRawQuery()));
    }

    private static Map<String, String> options(@Nullable String query) {
        var options = new TreeMap<String, String>();
        for (var option : query == null ? new String[0] : query.split("&", -1)) {
            var equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), URLDecoder.decode(option.substring(equals + 1), UTF_8));
            }
        }
        return options;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException(
                "COLOPHON_DATABASE_URL is not of the form jdbc:postgresql://host:port/database (one host)");
    }
}
