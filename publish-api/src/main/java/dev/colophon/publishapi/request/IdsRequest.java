package dev.colophon.publishapi.request;

import dev.colophon.publishapi.problem.Findings;
import dev.colophon.publishapi.story.UpstreamIds;
import org.jspecify.annotations.Nullable;

/** By what the systems before us know a story, in a body, as it came. */
public record IdsRequest(
        @Nullable String clusterId, @Nullable String sectorId) {

    /** The ids; none where anything was found, which is noted. */
    UpstreamIds check(String pointer, Findings findings) {
        var before = findings.count();
        Texts.checkLine(clusterId, UpstreamIds.MAX_LENGTH, pointer + "/clusterId", findings);
        Texts.checkLine(sectorId, UpstreamIds.MAX_LENGTH, pointer + "/sectorId", findings);
        return findings.count() > before ? UpstreamIds.NONE : new UpstreamIds(clusterId, sectorId);
    }
}
