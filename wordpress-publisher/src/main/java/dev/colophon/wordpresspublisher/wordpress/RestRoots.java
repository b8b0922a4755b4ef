package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.publication.SiteId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Remembers which sites have their REST API elsewhere than usual, until one of them says otherwise. */
@Component
class RestRoots {

    private static final int MOST_SITES = 10_000;

    private final Map<SiteId, RestRoot> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SiteId, RestRoot> eldest) {
            return size() > MOST_SITES;
        }
    };

    RestRoot of(SiteId site) {
        synchronized (known) {
            return known.getOrDefault(site, RestRoot.PRETTY);
        }
    }

    void learn(SiteId site, RestRoot root) {
        synchronized (known) {
            known.put(site, root);
        }
    }
}
