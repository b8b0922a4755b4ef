package dev.colophon.statusprojector.invalidate;

import java.util.List;
import java.util.SortedMap;
import java.util.UUID;

/**
 * What a decision about events changes. Whoever decides hands the fingerprint back: what is committed is what was seen.
 *
 * @param eventsByKind and bySite, of the events that are meant
 * @param statusChanges publications by "status before -> status after"; those that stay as they are, are not among them
 * @param vanishing publications of which nothing valid would be left, though subscribers were told of them; at most ten
 */
public record Impact(
        String fingerprint,
        int events,
        int publications,
        SortedMap<String, Integer> eventsByKind,
        SortedMap<String, Integer> eventsBySite,
        SortedMap<String, Integer> statusChanges,
        List<UUID> vanishing) {}
