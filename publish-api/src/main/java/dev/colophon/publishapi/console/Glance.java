package dev.colophon.publishapi.console;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A line of the overview: something that is well, or not, or not known. */
record Glance(String sign, String tone, String headline, String detail, String href) {

    private static final int MOST_NAMED = 5;

    /** @param missing why nothing is known; empty if something is */
    static Glance ofSites(Collection<SiteStanding> standings, String missing) {
        if (!missing.isEmpty()) {
            return new Glance("✗", "bad", "Not known how the sites fare", missing, "/console/sites");
        }
        var lockedOut = standings.stream().filter(SiteStanding::lockedOut).count();
        var troubled = standings.stream()
                .filter(site -> !site.lockedOut() && !site.answers())
                .count();
        var waiting = standings.stream().mapToLong(SiteStanding::waiting).sum();
        var well = lockedOut + troubled == 0;
        return new Glance(
                well ? "✓" : "✗",
                well ? "good" : "bad",
                well
                        ? "All sites visited so far answer: " + standings.size()
                        : lockedOut + " sites refuse our credentials, " + troubled + " are in trouble",
                waiting + " publications wait for a visit",
                "/console/sites");
    }

    static Glance ofChecks(List<CheckRow> checks, String missing) {
        if (!missing.isEmpty()) {
            return new Glance("✗", "bad", "Not known whether all holds", missing, "/console/integrity");
        }
        var bad = named(checks, "bad");
        var warned = named(checks, "wait");
        var tone = !bad.isEmpty() ? "bad" : !warned.isEmpty() ? "wait" : "good";
        return new Glance(
                tone.equals("good") ? "✓" : tone.equals("bad") ? "✗" : "…",
                tone,
                tone.equals("good")
                        ? "All " + checks.size() + " checks hold"
                        : "Not all of " + checks.size() + " checks hold",
                Stream.of(bad, warned).filter(text -> !text.isEmpty()).collect(Collectors.joining(", ")),
                "/console/integrity");
    }

    private static String named(List<CheckRow> checks, String tone) {
        return checks.stream()
                .filter(check -> check.tone().equals(tone))
                .limit(MOST_NAMED)
                .map(CheckRow::id)
                .collect(Collectors.joining(", "));
    }
}
