package dev.colophon.publishapi.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sites by key.
 *
 * @param next key to go on after; null at the end
 */
public record SitePage(List<Site> sites, @Nullable String next) {

    /** Most sites of a page. */
    public static final int MOST = 1000;

    public SitePage {
        sites = List.copyOf(sites);
    }
}
