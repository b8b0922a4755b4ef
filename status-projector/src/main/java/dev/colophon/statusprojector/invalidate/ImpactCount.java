package dev.colophon.statusprojector.invalidate;

import dev.colophon.statusprojector.publication.Folded;
import dev.colophon.statusprojector.publication.PublicationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Sums an impact up, publication by publication in their order: the fingerprint depends on every event and every outcome. */
final class ImpactCount {

    private static final int EXAMPLES_MAX = 10;

    private final SortedMap<String, Integer> kinds = new TreeMap<>();
    private final SortedMap<String, Integer> sites = new TreeMap<>();
    private final SortedMap<String, Integer> changes = new TreeMap<>();
    private final List<UUID> vanishing = new ArrayList<>();
    private final MessageDigest seen = sha256();
    private final int events;
    private int publications;

    ImpactCount(Collection<Target> targets) {
        events = targets.size();
        for (var target : targets) {
            kinds.merge(target.kind(), 1, Integer::sum);
            sites.merge(target.siteId().toString(), 1, Integer::sum);
        }
    }

    void add(PublicationId publication, List<Target> targets, Folded now, Folded then) {
        publications++;
        see(publication);
        targets.stream().map(Target::event).sorted().forEach(this::see);
        see(now.projection());
        see(then.projection());
        if (!status(now).equals(status(then))) {
            changes.merge(status(now) + " -> " + status(then), 1, Integer::sum);
        }
        if (Foresee.vanishes(now, then) && vanishing.size() < EXAMPLES_MAX) {
            vanishing.add(publication.value());
        }
    }

    Impact impact() {
        return new Impact(
                HexFormat.of().formatHex(seen.digest()), events, publications, kinds, sites, changes, vanishing);
    }

    private void see(Object what) {
        seen.update((what + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String status(Folded folded) {
        return folded.projection()
                .map(projection -> projection.state().status().word())
                .orElse("none");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
