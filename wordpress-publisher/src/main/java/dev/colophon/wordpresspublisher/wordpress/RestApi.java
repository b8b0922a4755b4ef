package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.Site;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST API of one site: one request per call, classified. A look is never answered from a cache. Where a look finds no
 * REST API, the site is asked once per visit whether it has it elsewhere; what is written goes where the last look went.
 */
final class RestApi {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> PERHAPS_ELSEWHERE = Set.of("WP_NO_ROUTE", "WP_ANSWERED_HTML", "WP_REDIRECTED");
    /** Without permalinks a web server finds no such file, or WordPress shows its front page or redirects to it. */
    private static final Set<Integer> NO_SUCH_PAGE = Set.of(200, 301, 302, 404);

    private final HttpSender sender;
    private final Site site;
    private final RestRoots roots;
    private final Deadline deadline;
    private final InstantSource clock;
    private final Supplier<UUID> nonces;
    private final Correspondence correspondence;
    private final Answers answers;
    private boolean searched;

    RestApi(
            HttpSender sender,
            Site site,
            RestRoots roots,
            Deadline deadline,
            InstantSource clock,
            Supplier<UUID> nonces,
            Correspondence correspondence) {
        this.sender = sender;
        this.site = site;
        this.roots = roots;
        this.deadline = deadline;
        this.clock = clock;
        this.nonces = nonces;
        this.correspondence = correspondence;
        this.answers = new Answers(new Redaction(site.credentials()));
    }

    Reading get(Phase phase, String route, Map<String, String> query) {
        RestRoot root = roots.of(site.id());
        Reading reading = fresh(root, phase, route, query);
        if (searched || !perhapsElsewhere(reading)) {
            return reading;
        }
        searched = true;
        if (!isAt(root.other())) {
            return reading;
        }
        Reading there = fresh(root.other(), phase, route, query);
        if (!perhapsElsewhere(there)) {
            roots.learn(site.id(), root.other());
        }
        return there;
    }

    Reading post(Phase phase, String route, Map<String, String> query, Map<String, ?> body) {
        return exchange(roots.of(site.id()), phase, "POST", route, query, JSON.writeValueAsBytes(body));
    }

    /** A file for a body; what is said of it with it stands in the address. */
    Reading upload(String route, Map<String, String> query, ImageFile image) {
        return exchange(
                roots.of(site.id()), Phase.MEDIA, route, query, uri -> sender.upload(uri, caller(), image, deadline));
    }

    Reading delete(String route, Map<String, String> query) {
        return exchange(roots.of(site.id()), Phase.DELETE, "DELETE", route, query, null);
    }

    /** Differs each time: no cache on the way has this answer. */
    private Reading fresh(RestRoot root, Phase phase, String route, Map<String, String> query) {
        Map<String, String> fresh = new TreeMap<>(query);
        fresh.put("context", "edit");
        fresh.put("colophon", nonces.get().toString());
        return exchange(root, phase, "GET", route, fresh, null);
    }

    private static boolean perhapsElsewhere(Reading reading) {
        if (!(reading instanceof Reading.Trouble(WordPressFailure.SiteFault(var problem)))) {
            return false;
        }
        Integer status = problem.httpStatus();
        return status != null && NO_SUCH_PAGE.contains(status) && PERHAPS_ELSEWHERE.contains(problem.code());
    }

    private boolean isAt(RestRoot root) {
        Map<String, String> query =
                Map.of("_fields", "namespaces", "colophon", nonces.get().toString());
        if (!(exchange(root, Phase.LOOK, "GET", "/", query, null) instanceof Reading.Yes(var index))) {
            return false;
        }
        for (JsonNode namespace : index.path("namespaces")) {
            if (namespace.asString("").equals("wp/v2")) {
                return true;
            }
        }
        return false;
    }

    private Reading exchange(
            RestRoot root,
            Phase phase,
            String method,
            String route,
            Map<String, String> query,
            byte @Nullable [] body) {
        return exchange(root, phase, route, query, uri -> sender.send(method, uri, caller(), body, deadline));
    }

    private Reading exchange(RestRoot root, Phase phase, String route, Map<String, String> query, Sending sending) {
        URI uri;
        try {
            uri = root.address(site.baseUrl().toString().replaceAll("/+$", ""), route, query);
        } catch (IllegalArgumentException unusable) {
            return new Reading.Trouble(new WordPressFailure.SiteFault(
                    new Problem("WP_ADDRESS_REFUSED", "The site's address cannot be used.", null)));
        }
        try {
            Answer answer = sending.to(uri);
            correspondence.answered(answer);
            return answers.read(phase, answer, clock.instant());
        } catch (NoAnswer silence) {
            correspondence.unanswered(silence);
            String detail = String.valueOf(silence.getMessage());
            return new Reading.Trouble(Answers.silence(phase, silence.sent(), silence.code(), detail));
        }
    }

    private Caller caller() {
        return new Caller(site.credentials().authorization(), correspondence.id());
    }

    @FunctionalInterface
    private interface Sending {
        Answer to(URI uri) throws NoAnswer;
    }
}
