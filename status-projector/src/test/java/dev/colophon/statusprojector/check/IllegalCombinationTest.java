package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.colophon.statusprojector.check.World.Story;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@NullUnmarked
class IllegalCombinationTest extends CheckTest {

    /** When the samples say that things happened. */
    private static final Instant HAPPENED = Instant.parse("2026-11-24T09:15:31.006Z");

    private static final List<String> STATUSES =
            words("accepted scheduled publishing deferred unconfirmed parked published"
                    + " unpublished removed failed cancelled");

    /** What the status may say, by what the ledger observed. */
    private static final Map<String, List<String>> LEGAL = Map.of(
            "NULL", words("accepted scheduled publishing deferred unconfirmed parked failed cancelled"),
            "RESERVED", words("accepted scheduled publishing deferred unconfirmed parked failed"),
            "PUBLIC", words("published"),
            "HELD", words("unpublished accepted scheduled publishing deferred unconfirmed parked failed"),
            "REMOVED", words("removed"));

    /** Every pair of what the ledger observed and what the status says. */
    @TestFactory
    Stream<DynamicTest> every_illegal_combination_is_found_after_its_grace_and_no_legal_one() {
        clear();
        var story = world.published();
        return LEGAL.keySet().stream()
                .sorted()
                .flatMap(state -> STATUSES.stream()
                        .map(status -> dynamicTest(state + " and " + status, () -> {
                            clock.reset();
                            bring(story, state, status);

                            var found = run("illegal-combination").violations();

                            assertThat(found).isEqualTo(LEGAL.get(state).contains(status) ? 0 : 1);
                            clock.set(HAPPENED.plusSeconds(119));
                            assertThat(run("illegal-combination").violations()).isZero();
                        })));
    }

    private void bring(Story story, String remoteState, String status) {
        var shown = status.equals("published")
                ? ", published_revision = 1, external_id = '7', external_url = 'x'"
                : ", published_revision = NULL, external_id = NULL, external_url = NULL";
        world.status(story, "status = '" + status + "', reason_code = 'X', reason_detail = ''" + shown);
        world.ledger(
                story,
                remoteState.equals("NULL")
                        ? "remote_state = NULL, remote_id = NULL, observed_revision = NULL"
                        : "remote_state = '" + remoteState + "', remote_id = 7, observed_revision = 1");
    }

    private static List<String> words(String all) {
        return List.of(all.split(" ", -1));
    }
}
