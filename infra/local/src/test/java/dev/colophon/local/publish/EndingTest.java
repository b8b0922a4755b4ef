package dev.colophon.local.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.publish.Ending.Verdict;
import dev.colophon.local.story.Visibility;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EndingTest {

    @ParameterizedTest
    @CsvSource({
        // wanted, status, update, requested, published, verdict for revision 2
        "PUBLISHED, accepted, '', 2, 0, NOT_YET",
        "PUBLISHED, publishing, '', 2, 0, NOT_YET",
        "PUBLISHED, deferred, '', 2, 0, NOT_YET",
        "PUBLISHED, unconfirmed, '', 2, 0, NOT_YET",
        "PUBLISHED, scheduled, '', 2, 0, NOT_YET",
        "PUBLISHED, published, '', 2, 2, AS_ASKED",
        "PUBLISHED, published, '', 2, 3, AS_ASKED",
        "PUBLISHED, published, '', 2, 1, NOT_YET",
        "PUBLISHED, published, pending, 2, 1, NOT_YET",
        "PUBLISHED, published, deferred, 2, 1, NOT_YET",
        "PUBLISHED, published, failed, 2, 1, OTHERWISE",
        "PUBLISHED, published, parked, 2, 1, OTHERWISE",
        "PUBLISHED, published, '', 1, 1, NOT_YET",
        "PUBLISHED, parked, '', 2, 0, OTHERWISE",
        "PUBLISHED, failed, '', 2, 0, OTHERWISE",
        "PUBLISHED, cancelled, '', 2, 0, OTHERWISE",
        "PUBLISHED, removed, '', 2, 1, OTHERWISE",
        "UNPUBLISHED, unpublished, '', 2, 0, AS_ASKED",
        "UNPUBLISHED, unpublished, '', 1, 0, NOT_YET",
        "UNPUBLISHED, published, pending, 2, 1, NOT_YET",
        "UNPUBLISHED, failed, '', 2, 0, OTHERWISE",
        "SCHEDULED, accepted, '', 2, 0, NOT_YET",
        "SCHEDULED, scheduled, '', 2, 0, AS_ASKED",
        "SCHEDULED, parked, '', 2, 0, OTHERWISE",
    })
    void each_status_is_judged_by_what_was_asked(
            Ending wanted, String status, String update, long requested, long published, Verdict verdict) {
        var seen = new SeenStatus(status, update, requested, published, "", "", Optional.empty());

        assertThat(wanted.judge(seen, 2)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC, PUBLISHED", "DRAFT, UNPUBLISHED", "PRIVATE, UNPUBLISHED"})
    void what_is_not_public_ends_unpublished(Visibility visibility, Ending ending) {
        assertThat(Ending.of(Stories.aStory("tides", visibility), Instant.EPOCH)).isEqualTo(ending);
    }
}
