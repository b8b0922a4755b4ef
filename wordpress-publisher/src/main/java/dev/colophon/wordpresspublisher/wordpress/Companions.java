package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteStrategies;
import dev.colophon.wordpresspublisher.site.Strategy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Which sites have the companion plugin, in a protocol that we speak; remembered for a while, and noted for operators. A site that
 * keeps its index to itself, or has an older plugin, is a stock site.
 */
@Component
class Companions {

    private static final int MOST_SITES = 10_000;
    private static final int PROTOCOL = 1;
    private static final String NAMESPACE = "colophon/v1";

    private record Known(boolean there, Instant until) {}

    private final CompanionProperties properties;
    private final SiteStrategies strategies;
    private final InstantSource clock;
    private final Map<SiteId, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SiteId, Known> eldest) {
            return size() > MOST_SITES;
        }
    };

    Companions(WordPressProperties properties, SiteStrategies strategies, InstantSource clock) {
        this.properties = properties.companion();
        this.strategies = strategies;
        this.clock = clock;
    }

    /**
     * Whether the site takes creates under a key. Fails where the site cannot be asked: then nothing is known. Who {@code awaits} it
     * does not believe that it is still not there. A site whose plugin is not to be used is asked, too: it says that it is there.
     */
    boolean isAt(SiteId site, RestApi api, boolean awaits) throws WordPressFailed {
        Known before = remembered(site);
        if (before != null
                && clock.instant().isBefore(before.until())
                && (before.there() || !awaits || !properties.use())) {
            return before.there();
        }
        boolean there = answersSo(api) && properties.use();
        remember(site, there);
        found(site, there);
        return there;
    }

    private static boolean answersSo(RestApi api) throws WordPressFailed {
        return switch (api.get(Phase.LOOK, "/", Map.of("_fields", "namespaces,colophon"))) {
            case Reading.Yes(var index) -> speaks(index);
            case Reading.Trouble(var failure) -> throw new WordPressFailed(failure);
            case Reading.Refused _,
                    Reading.NoSuchPost _,
                    Reading.TermExists _,
                    Reading.NoSuchTerm _,
                    Reading.ByCompanion _ -> false;
        };
    }

    /** Notes what the site's index was just found to say; a plugin that is not to be used is none. */
    void found(SiteId site, boolean there) {
        strategies.note(site, there && properties.use() ? Strategy.COMPANION_KEY : Strategy.STOCK);
    }

    /** Whether the site's index was read a short while ago: it is where it was, and answers as a WordPress does. */
    boolean knows(SiteId site) {
        Known before = remembered(site);
        return before != null && clock.instant().isBefore(before.until());
    }

    boolean verifies() {
        return properties.verify();
    }

    /** It has just been found otherwise. */
    void forget(SiteId site) {
        synchronized (known) {
            known.remove(site);
        }
    }

    private @Nullable Known remembered(SiteId site) {
        synchronized (known) {
            return known.get(site);
        }
    }

    private void remember(SiteId site, boolean there) {
        synchronized (known) {
            known.put(site, new Known(there, clock.instant().plus(properties.lifetime())));
        }
    }

    /** Whether an index names the plugin in our protocol. */
    static boolean speaks(JsonNode index) {
        if (index.path("colophon").path("protocol").asInt(0) != PROTOCOL) {
            return false;
        }
        for (JsonNode namespace : index.path("namespaces")) {
            if (namespace.asString("").equals(NAMESPACE)) {
                return true;
            }
        }
        return false;
    }
}
