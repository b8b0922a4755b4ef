package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.wordpresspublisher.Newsroom;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What our record and the site's log say of one visit, found under the one id that both have. */
record BothSides(long attempt, int requests, int failed, List<Integer> logged) {

    /** Of each visit of a publication that has ended, in order. */
    static List<BothSides> of(UUID publication, Newsroom newsroom, RealWordPress wordpress) {
        return newsroom.sql()
                .sql("""
                        SELECT fencing_token, requests, requests_failed FROM wordpress_publisher.attempt
                         WHERE publication_id = :publication AND ended_at IS NOT NULL ORDER BY fencing_token
                        """)
                .param("publication", publication)
                .query((row, _) -> new BothSides(
                        row.getLong("fencing_token"),
                        row.getInt("requests"),
                        row.getInt("requests_failed"),
                        statuses(wordpress, publication + "." + row.getLong("fencing_token"))))
                .list();
    }

    private static List<Integer> statuses(RealWordPress wordpress, String correlation) {
        JsonNode log = Editor.administering(wordpress).get("/colophon/v1/log?correlation=" + correlation);
        return StreamSupport.stream(log.spliterator(), false)
                .map(row -> row.path("status").asInt())
                .toList();
    }

    /** How many requests the site itself answered with a failure. */
    int failedAtTheSite() {
        return (int) logged.stream().filter(status -> status >= 300).count();
    }
}
