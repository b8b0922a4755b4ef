package dev.colophon.statusprojector.project;

import dev.colophon.statusprojector.event.Announcement;
import dev.colophon.statusprojector.publication.EventId;
import dev.colophon.statusprojector.publication.Impossible;
import java.util.List;
import java.util.Map;

/**
 * What a batch came to, once committed.
 *
 * @param appended the events that are new
 * @param duplicates how many were known already
 * @param announced the public events, one for each change of a publication's state
 * @param conflicts those that were not there before
 */
public record Projected(
        List<LogEntry> appended, int duplicates, List<Announcement> announced, Map<EventId, Impossible> conflicts) {}
