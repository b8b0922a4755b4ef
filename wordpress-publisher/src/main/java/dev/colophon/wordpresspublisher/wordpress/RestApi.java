package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.Site;
import java.net.URI;
import java.net.URLEncoder;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The REST API of one site: one request per call, classified. A look is never answered from a cache. */
final class RestApi {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpSender sender;
    private final Site site;
    private final Deadline deadline;
    private final InstantSource clock;
    private final Supplier<UUID> nonces;

    RestApi(HttpSender sender, Site site, Deadline deadline, InstantSource clock, Supplier<UUID> nonces) {
        this.sender = sender;
        this.site = site;
        this.deadline = deadline;
        this.clock = clock;
        this.nonces = nonces;
    }

    Reading get(Phase phase, String route, Map<String, String> query) {
        Map<String, String> fresh = new TreeMap<>(query);
        fresh.put("context", "edit");
        fresh.put("colophon", nonces.get().toString()); // differs each time: no cache on the way has this answer
        return exchange(phase, "GET", route, fresh, null);
    }

    Reading post(Phase phase, String route, Map<String, String> query, Map<String, ?> body) {
        return exchange(phase, "POST", route, query, JSON.writeValueAsBytes(body));
    }

    Reading delete(String route, Map<String, String> query) {
        return exchange(Phase.DELETE, "DELETE", route, query, null);
    }

    private Reading exchange(
            Phase phase, String method, String route, Map<String, String> query, byte @Nullable [] body) {
        URI uri;
        try {
            uri = address(route, query);
        } catch (IllegalArgumentException unusable) {
            return new Reading.Trouble(new WordPressFailure.SiteFault(
                    new Problem("WP_ADDRESS_REFUSED", "The site's address cannot be used.", null)));
        }
        try {
            Answer answer = sender.send(method, uri, site.credentials().authorization(), body, deadline);
            return Answers.read(phase, answer, clock.instant());
        } catch (NoAnswer silence) {
            String detail = String.valueOf(silence.getMessage());
            return new Reading.Trouble(Answers.silence(phase, silence.sent(), silence.code(), detail));
        }
    }

    private URI address(String route, Map<String, String> query) {
        var address = new StringBuilder(site.baseUrl().toString().replaceAll("/+$", ""))
                .append("/wp-json")
                .append(route);
        char separator = '?';
        for (var parameter : new TreeMap<>(query).entrySet()) {
            address.append(separator)
                    .append(parameter.getKey())
                    .append('=')
                    .append(URLEncoder.encode(parameter.getValue(), UTF_8));
            separator = '&';
        }
        return URI.create(address.toString());
    }
}
