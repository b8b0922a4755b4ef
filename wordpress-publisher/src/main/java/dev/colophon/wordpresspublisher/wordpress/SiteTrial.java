package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Tries a site out as a visit would find it, and says of each thing that a story needs whether it is there. Looks alone are
 * made, at most five and until one deadline; nothing is written at the site, and of what it said only the companion is told on.
 */
public final class SiteTrial {

    private static final String ADDRESS = "address";
    private static final String REST_API = "rest_api";
    private static final String PERMALINKS = "permalinks";
    private static final String APPLICATION_PASSWORDS = "application_passwords";
    private static final String CREDENTIALS = "credentials";
    private static final String CAPABILITIES = "capabilities";
    private static final String COMPANION = "companion";

    private static final List<String> NEEDED = List.of("edit_posts", "edit_others_posts", "publish_posts");
    /** Without the first no pages, without the second no new categories; without the third the site strips markup. */
    private static final List<String> OF_USE = List.of("publish_pages", "manage_categories", "unfiltered_html");

    private final RestApi api;
    private final RestRoots roots;
    private final Destinations destinations;
    private final Site site;
    private final Consumer<Boolean> companion;
    private final List<SiteCheck> checks = new ArrayList<>();

    /** @param companion is told whether the site takes creates under a key, where that was found out */
    SiteTrial(RestApi api, RestRoots roots, Destinations destinations, Site site, Consumer<Boolean> companion) {
        this.api = api;
        this.roots = roots;
        this.destinations = destinations;
        this.site = site;
        this.companion = companion;
    }

    /** All checks, in the order in which they were made. */
    public List<SiteCheck> run() {
        destinations
                .objectionTo(site.baseUrl())
                .map(objection -> new Problem("WP_ADDRESS_REFUSED", objection, null))
                .ifPresentOrElse(this::refuse, this::ask);
        return List.copyOf(checks);
    }

    private void refuse(Problem problem) {
        checks.add(SiteCheck.failed(ADDRESS, problem, "Register the public https address of the site."));
        skip(REST_API, PERMALINKS, APPLICATION_PASSWORDS, CREDENTIALS, CAPABILITIES, COMPANION);
    }

    private void ask() {
        checks.add(SiteCheck.passed(ADDRESS, site.baseUrl() + " may be spoken to."));
        switch (api.get(Phase.LOOK, "/", Map.of("_fields", "namespaces,authentication,colophon"))) {
            case Reading.Yes(var index) when isWordPress(index) -> known(index);
            // A WordPress refuses wrong credentials already at its index.
            case Reading.Refused(WordPressFailure.CredentialsLost(var problem)) -> {
                restApiAnswers();
                checks.add(lost(problem));
                skip(APPLICATION_PASSWORDS, CAPABILITIES, COMPANION);
            }
            case Reading other -> {
                checks.add(
                        SiteCheck.failed(
                                REST_API,
                                problem(other),
                                "Open the site's /wp-json/ from outside: a firewall, a plugin or a wrong address keeps it away."));
                skip(PERMALINKS, APPLICATION_PASSWORDS, CREDENTIALS, CAPABILITIES, COMPANION);
            }
        }
    }

    private void known(JsonNode index) {
        restApiAnswers();
        checks.add(
                index.path("authentication").has("application-passwords")
                        ? SiteCheck.passed(APPLICATION_PASSWORDS, "The site offers them.")
                        : SiteCheck.warning(
                                APPLICATION_PASSWORDS,
                                "WP_NO_APPLICATION_PASSWORDS",
                                "The site's index does not offer application passwords.",
                                "Serve the site by https, and allow application passwords in its security plugin."));
        boolean editor = account();
        if (editor) {
            companion.accept(Companions.speaks(index));
            checks.add(companion(index));
        } else {
            skip(COMPANION);
        }
    }

    private void restApiAnswers() {
        checks.add(SiteCheck.passed(REST_API, "A WordPress answers."));
        checks.add(SiteCheck.passed(
                PERMALINKS,
                roots.of(site.id()) == RestRoot.PRETTY
                        ? "Pretty: the REST API is under /wp-json."
                        : "Plain: the REST API is at ?rest_route=."));
    }

    /** Whether the account can publish. */
    private boolean account() {
        return switch (api.get(Phase.WHO_AM_I, "/wp/v2/users/me", Map.of())) {
            case Reading.Yes(var me) -> {
                checks.add(SiteCheck.passed(
                        CREDENTIALS, "We are known as user " + me.path("id").asLong(0) + "."));
                var check = capabilities(me.path("capabilities"));
                checks.add(check);
                yield check.outcome() != SiteCheck.Outcome.FAILED;
            }
            case Reading other -> {
                checks.add(lost(problem(other)));
                skip(CAPABILITIES);
                yield false;
            }
        };
    }

    private static SiteCheck capabilities(JsonNode has) {
        List<String> lacking = lacking(NEEDED, has);
        if (!lacking.isEmpty()) {
            var detail = "The user lacks " + String.join(", ", lacking) + ".";
            return SiteCheck.failed(
                    CAPABILITIES,
                    new Problem("WP_ROLE_TOO_SMALL", detail, 200),
                    "Give the user the role of an editor.");
        }
        List<String> missed = lacking(OF_USE, has);
        return missed.isEmpty()
                ? SiteCheck.passed(CAPABILITIES, "All that an editor has.")
                : SiteCheck.warning(
                        CAPABILITIES,
                        "WP_ROLE_LIMITED",
                        "The user lacks " + String.join(", ", missed) + ".",
                        "Give the user the role of an editor, unless the site shall do without.");
    }

    private static List<String> lacking(List<String> wanted, JsonNode has) {
        return wanted.stream()
                .filter(capability -> !has.path(capability).asBoolean(false))
                .toList();
    }

    private SiteCheck companion(JsonNode index) {
        if (!index.has("colophon")) {
            return SiteCheck.passed(COMPANION, "Not installed: stories are published by the site's own REST API.");
        }
        if (!Companions.speaks(index)) {
            return SiteCheck.warning(
                    COMPANION,
                    "WP_COMPANION_OTHER_PROTOCOL",
                    "Installed, in a protocol that this publisher does not speak; it is not used.",
                    "Bring plugin and publisher to the same release.");
        }
        return switch (api.get(Phase.LOOK, "/colophon/v1/health", Map.of())) {
            case Reading.Yes(var health) -> SiteCheck.passed(COMPANION, "Installed, " + version(health) + ".");
            case Reading other ->
                SiteCheck.warning(
                        COMPANION,
                        "WP_COMPANION_REFUSED",
                        "Installed, and not well: " + problem(other).detail(),
                        "Look at the plugin's own page in the site's administration.");
        };
    }

    private String version(JsonNode health) {
        return new Redaction(site.credentials())
                .of("version " + health.path("version").asString("unknown"));
    }

    private static SiteCheck lost(Problem problem) {
        return SiteCheck.failed(
                CREDENTIALS,
                problem,
                "Make a new application password for the user, and PUT it to the site's credentials.");
    }

    private void skip(String... names) {
        Stream.of(names).map(SiteCheck::skipped).forEach(checks::add);
    }

    private static boolean isWordPress(JsonNode index) {
        return index.path("namespaces")
                .valueStream()
                .anyMatch(namespace -> namespace.asString("").equals("wp/v2"));
    }

    private static Problem problem(Reading reading) {
        return switch (reading) {
            case Reading.Trouble(var failure) -> failure.problem();
            case Reading.Refused(var failure) -> failure.problem();
            case Reading.ByCompanion(var _, var _, var problem) -> problem;
            case Reading.Yes _, Reading.NoSuchPost _, Reading.TermExists _, Reading.NoSuchTerm _ ->
                new Problem("WP_UNREADABLE_ANSWER", "The address answers, and not as a WordPress does.", null);
        };
    }
}
