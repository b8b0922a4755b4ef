package dev.colophon.publishapi.console;

import dev.colophon.publishapi.site.Site;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.site.SiteState;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A site as a line of the list, and as the head of its own page.
 *
 * @param tone good, bad, wait or quiet: how the page looks
 * @param caps how much is asked of it at most
 * @param edits what an update does there with what an editor changed
 * @param defaults what a story is given there that says nothing of it; empty where that is nothing
 * @param waiting what waits for it; empty where that is not known
 */
record SiteRow(
        String key,
        String platform,
        String baseUrl,
        boolean active,
        String sign,
        String tone,
        String headline,
        String caps,
        String edits,
        String defaults,
        String waiting,
        String credentialsSince) {

    private record Look(String sign, String tone, String headline) {}

    /** @param standing null where the publisher has not visited it, or was not asked */
    static SiteRow of(Site site, @Nullable SiteStanding standing) {
        var active = site.state() == SiteState.ACTIVE;
        var look = active ? look(standing) : new Look("○", "quiet", "Suspended by an operator");
        return new SiteRow(
                site.key().value(),
                site.platform(),
                site.baseUrl().toString(),
                active,
                look.sign,
                look.tone,
                look.headline,
                caps(site),
                edits(site),
                defaults(site.defaults()),
                standing == null ? "" : standing.waiting() + " waiting",
                Words.moment(site.credentialsSetAt()));
    }

    private static Look look(@Nullable SiteStanding standing) {
        if (standing == null) {
            return new Look("○", "quiet", "Active");
        }
        if (standing.lockedOut()) {
            return new Look("✗", "bad", "Active, but it refuses our credentials: " + standing.lockedOutBy());
        }
        return standing.answers()
                ? new Look("✓", "good", "Active, and it answers")
                : new Look("…", "wait", "Active, but in trouble: " + standing.troubledBy());
    }

    private static String edits(Site site) {
        return switch (site.editPolicy()) {
            case OVERWRITE -> "An update writes over what an editor changed.";
            case KEEP_EDITORS -> "An update leaves what an editor changed.";
            case PARK -> "An update stops where an editor changed something, and waits for a person.";
        };
    }

    private static String defaults(SiteDefaults defaults) {
        var visibility = defaults.visibility();
        return Stream.of(
                        defaults.author() == null ? "" : "by user " + defaults.author(),
                        defaults.categories().isEmpty() ? "" : "in " + String.join(", ", defaults.categories()),
                        visibility == null ? "" : "as " + visibility.text())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String caps(Site site) {
        var perMinute = site.maxVisitsPerMinute();
        return "at most " + site.maxConcurrency() + " at a time"
                + (perMinute == null ? "" : ", " + perMinute + " visits a minute");
    }
}
