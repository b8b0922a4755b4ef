package dev.colophon.publishapi.status;

import dev.colophon.publishapi.client.Caller;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * Which publications a page of a list has. They are chosen by what decides about it alone, and what the rows show is looked up for
 * those rows afterwards. Free to join all of it first, PostgreSQL did so for every publication that ever failed, and read through a
 * whole table besides.
 *
 * @param statement with {@code {told}} where what the projector tells is to stand
 */
record PageOfPublications(String statement, Map<String, Object> params) {

    /** By an index in the order of the page: of all, of a client, or of a site. */
    private static final String NEWEST = """
            SELECT p.* FROM publication p WHERE true {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /** Likewise, for how most stories end: a page's worth of them is soon met. */
    private static final String NEWEST_OF_MANY = """
            SELECT p.* FROM {told} v JOIN publication p ON p.id = v.publication_id
             WHERE v.status = :status {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /**
     * All that is told to be so is found by an index, however rare, and sorted. OFFSET 0 keeps PostgreSQL from going through the publications
     * instead, the newest first, until it has met a page's worth, which may be years ago or nowhere.
     */
    private static final String NEWEST_OF_FEW = """
            SELECT p.* FROM {told} v CROSS JOIN LATERAL (SELECT * FROM publication f WHERE f.id = v.publication_id OFFSET 0) p
             WHERE v.status = :status AND p.wanted_revision <= v.requested_revision {filters}
             ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    /** Of what is untold no index can know: each publication is compared with what is told of it, once, and not one by one. */
    private static final String NEWEST_ACCEPTED = """
            SELECT * FROM (
              SELECT p.* FROM publication p LEFT JOIN {told} v ON v.publication_id = p.id
               WHERE (v.publication_id IS NULL OR v.status = 'accepted'
                      OR v.status <> 'published' AND p.wanted_revision > v.requested_revision) {filters}
              OFFSET 0
            ) p ORDER BY p.created_at DESC, p.id DESC LIMIT :limit
            """;

    private static final String OF_CALLER = " AND p.client_id = :client";
    private static final String AT_SITE = " AND p.site_id = (SELECT t.id FROM site t WHERE t.key = :site)";

    /** A story's key is its client's own: it is looked up client by client, by the index that there is. */
    private static final String OF_STORY =
            " AND p.story_id IN (SELECT s.id FROM client c JOIN story s ON s.client_id = c.id WHERE s.story_key = :story)";

    private static final String OLDER = " AND (p.created_at, p.id) < (:beforeAt, :beforeId)";

    PageOfPublications {
        params = Map.copyOf(params);
    }

    /** The page of the caller's publications that the filter asks for, the newest first. */
    static PageOfPublications of(StatusFilter filter, Caller caller) {
        var filters = new StringBuilder();
        var params = new HashMap<String, Object>(Map.of("limit", filter.limit()));
        if (!caller.seesAllClients()) {
            filters.append(OF_CALLER);
            params.put("client", caller.id().value());
        }
        filter.site().ifPresent(site -> {
            filters.append(AT_SITE);
            params.put("site", site);
        });
        filter.storyKey().ifPresent(story -> {
            filters.append(OF_STORY);
            params.put("story", story);
        });
        filter.after().ifPresent(after -> {
            filters.append(OLDER);
            params.put("beforeAt", after.createdAt().atOffset(ZoneOffset.UTC));
            params.put("beforeId", after.id());
        });
        var status = filter.status().flatMap(Status::of);
        status.ifPresent(wanted -> params.put("status", wanted.text()));
        var newest = status.map(PageOfPublications::newest).orElse(NEWEST);
        return new PageOfPublications(newest.replace("{filters}", filters), params);
    }

    private static String newest(Status status) {
        return switch (status) {
            case ACCEPTED -> NEWEST_ACCEPTED;
            case PUBLISHED -> NEWEST_OF_MANY;
            case UNPUBLISHED, SCHEDULED, PUBLISHING, DEFERRED, UNCONFIRMED, PARKED, REMOVED, FAILED, CANCELLED ->
                NEWEST_OF_FEW;
        };
    }
}
