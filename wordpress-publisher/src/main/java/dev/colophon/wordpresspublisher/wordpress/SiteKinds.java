package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.TermKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Which kinds of posts and which taxonomies a site shows over REST, as it told them in a request each; remembered for a while. One that
 * it did not name is asked for again soon, but not at each visit: a story for what no site has costs a request now and then.
 */
@Component
class SiteKinds {

    private static final String TYPES = "/wp/v2/types";
    private static final String TAXONOMIES = "/wp/v2/taxonomies";

    private record Asked(SiteId site, String route) {}

    private record Told(Map<String, JsonNode> all, Instant at) {}

    private final KindProperties properties;
    private final InstantSource clock;
    private final Map<Asked, Told> told;

    SiteKinds(WordPressProperties properties, InstantSource clock) {
        this.properties = properties.kinds();
        this.clock = clock;
        this.told = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, Told> eldest) {
                return size() > properties.kinds().sites();
            }
        };
    }

    /** The account's own standing, where the site refuses to tell. */
    @FunctionalInterface
    interface Account {
        void check() throws WordPressFailed;
    }

    /** What the placement is at the site; empty where the site shows no such kind of post, or one that readers or a story's text miss. */
    Optional<PostKind> of(Placement placement, SiteId site, RestApi api, Account account) throws WordPressFailed {
        if (placement.isStock()) {
            return Optional.of(PostKind.stock(placement));
        }
        JsonNode type = named(Set.of(placement.word()), new Asked(site, TYPES), api, account)
                .get(placement.word());
        return type == null ? Optional.empty() : KindJson.postKind(placement, type);
    }

    /** The kind with those of the named taxonomies that its posts show. Fails where the site cannot be asked. */
    PostKind with(Set<String> names, PostKind kind, SiteId site, RestApi api, Account account) throws WordPressFailed {
        if (kind.terms().keySet().containsAll(names)) {
            return kind;
        }
        Map<String, JsonNode> all = named(names, new Asked(site, TAXONOMIES), api, account);
        Map<String, TermKind> shown = new HashMap<>();
        for (String name : names) {
            JsonNode taxonomy = all.get(name);
            if (taxonomy != null) {
                KindJson.termKind(kind.placement(), taxonomy).ifPresent(term -> shown.put(name, term));
            }
        }
        return kind.with(shown);
    }

    /** It was just found otherwise. */
    void forget(SiteId site) {
        synchronized (told) {
            told.keySet().removeIf(asked -> asked.site().equals(site));
        }
    }

    private Map<String, JsonNode> named(Set<String> names, Asked what, RestApi api, Account account)
            throws WordPressFailed {
        Told before = remembered(what);
        if (before != null && isGoodFor(names, before)) {
            return before.all();
        }
        Map<String, JsonNode> now = asked(what.route(), api, account);
        synchronized (told) {
            told.put(what, new Told(now, clock.instant()));
        }
        return now;
    }

    private boolean isGoodFor(Set<String> names, Told before) {
        boolean complete = before.all().keySet().containsAll(names);
        Instant until = before.at().plus(complete ? properties.lifetime() : properties.unknownAfter());
        return clock.instant().isBefore(until);
    }

    private @Nullable Told remembered(Asked what) {
        synchronized (told) {
            return told.get(what);
        }
    }

    /** A site that keeps them to itself shows none: that is no fault of it, and none of the account's. */
    private static Map<String, JsonNode> asked(String route, RestApi api, Account account) throws WordPressFailed {
        return switch (api.get(Phase.LOOK, route, Map.of())) {
            case Reading.Yes(var json) -> KindJson.read(json);
            case Reading.Refused _ -> {
                account.check();
                yield Map.of();
            }
            case Reading.Trouble(WordPressFailure.SiteFault(var problem))
            when problem.code().equals("WP_NO_ROUTE") -> Map.of();
            case Reading.Trouble(var failure) -> throw new WordPressFailed(failure);
            case Reading.NoSuchPost _, Reading.TermExists _, Reading.NoSuchTerm _, Reading.ByCompanion _ -> Map.of();
        };
    }
}
