package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.story.Parent;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The publications that pages stand under by their stories. What stands under itself, over however many others, is refused here with a
 * word, and by the database in any case. Opens no transaction.
 */
@Repository
class Parents {

    private static final String PUBLICATION = """
            SELECT p.id FROM publication p JOIN story s ON s.id = p.story_id
             WHERE s.client_id = :client AND s.story_key = :story AND p.site_id = :site AND p.placement = :placement
            """;

    private static final String STANDS_UNDER = "SELECT stands_under(:parent, :child)";

    private final JdbcClient jdbc;

    Parents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The publication of the parent's story at the place's site and placement; null where the parent is no story. */
    @Nullable
    UUID of(Place place, @Nullable Parent parent) {
        return parent == null || parent.story() == null
                ? null
                : found(place, parent.story()).orElse(null);
    }

    /** The same for a page that is about to stand under it; 422 if there is none, or if it stands under this very page. */
    @Nullable
    UUID toStandUnder(Place place, Publication child, @Nullable Parent parent, String pointer) {
        if (parent == null || parent.story() == null) {
            return null;
        }
        var above = found(place, parent.story())
                .orElseThrow(() -> ProblemException.invalid(
                        pointer,
                        "UNKNOWN_PARENT",
                        "Story " + parent.story() + " has no publication at this site in this placement.",
                        "Publish the parent first; it need not be public yet."));
        if (above.equals(child.id().value()) || standsUnder(above, child)) {
            throw ProblemException.invalid(
                    pointer,
                    "PARENT_CYCLE",
                    "Story " + parent.story() + " is this story, or stands under it, or under more than 50 others.",
                    "Name another parent, or publish that one without its parent first.");
        }
        return above;
    }

    private Optional<UUID> found(Place place, String story) {
        return jdbc.sql(PUBLICATION)
                .param("client", place.client().value())
                .param("story", story)
                .param("site", place.site().value())
                .param("placement", place.placement().text())
                .query(UUID.class)
                .optional();
    }

    private boolean standsUnder(UUID above, Publication child) {
        return jdbc.sql(STANDS_UNDER)
                .param("parent", above)
                .param("child", child.id().value())
                .query(Boolean.class)
                .single();
    }
}
