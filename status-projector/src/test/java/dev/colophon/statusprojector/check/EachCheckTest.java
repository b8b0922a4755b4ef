package dev.colophon.statusprojector.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.colophon.testkit.RepositoryFiles;
import java.nio.file.Files;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every check: what it finds, what it leaves alone, and that somebody is told what to do. */
@NullUnmarked
class EachCheckTest extends CheckTest {

    /** Their bad rows are no rows of ours: OneCheckTest makes them. */
    private static final Set<String> APART = Set.of("published-without-id-or-link", "status-read-elsewhere");

    @TestFactory
    Stream<DynamicTest> each_check_finds_its_bad_row_and_again_nothing_when_it_is_gone() {
        var trips = new CheckFixtures(this).trips();
        return trips.entrySet().stream()
                .map(trip -> dynamicTest(trip.getKey(), () -> {
                    clear();
                    assertThat(run(trip.getKey()).state()).isEqualTo(CheckState.OK);

                    var bad = trip.getValue().get();
                    var found = run(trip.getKey());

                    assertThat(found.state()).isEqualTo(CheckState.ERROR);
                    assertThat(found.sample()).first().satisfies(finding -> {
                        assertThat(finding.what()).isNotBlank().doesNotContain("secret");
                        assertThat(finding.since()).isNotNull();
                    });
                    if (bad != null) {
                        assertThat(found.sample())
                                .extracting(Finding::publication)
                                .contains(bad.id());
                        assertThat(found.violations()).isBetween(1L, 2L);
                    }

                    clear();
                    assertThat(run(trip.getKey()).violations()).isZero();
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_check_finds_what_only_looks_like_it() {
        var spares = new CheckFixtures(this).spares();
        return spares.entrySet().stream()
                .map(spare -> dynamicTest(spare.getKey(), () -> {
                    clear();
                    spare.getValue().run();

                    assertThat(run(spare.getKey()))
                            .satisfies(result -> assertThat(result.sample()).isEmpty())
                            .extracting(CheckResult::violations)
                            .isEqualTo(0L);
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_check_finds_anything_where_everybody_agrees() {
        clear();
        world.published();
        world.published();
        return checks.all().stream()
                .map(check -> dynamicTest(
                        check.id(), () -> assertThat(run(check.id()).sample()).isEmpty()));
    }

    /** S1-7: what the ledger cannot know is no lie. */
    @TestFactory
    Stream<DynamicTest> no_check_finds_anything_in_what_another_platforms_adapter_has_published() {
        clear();
        world.published();
        world.publishedElsewhere();
        return checks.all().stream()
                .map(check -> dynamicTest(
                        check.id(), () -> assertThat(run(check.id()).sample()).isEmpty()));
    }

    @Test
    void every_file_has_a_row_that_trips_it_and_one_that_does_not() {
        var ids = checks.all().stream().map(IntegrityCheck::id).toList();
        var fixtures = new CheckFixtures(this);

        assertThat(fixtures.trips().keySet())
                .containsExactlyInAnyOrderElementsOf(fixtures.spares().keySet())
                .containsAll(ids.stream().filter(id -> !APART.contains(id)).toList())
                .isSubsetOf(ids);
        assertThat(ids).containsAll(APART).hasSizeGreaterThanOrEqualTo(26);
    }

    @TestFactory
    Stream<DynamicTest> every_check_has_a_page_that_says_what_to_do() {
        return checks.all().stream()
                .map(check -> dynamicTest(check.id(), () -> {
                    var page = RepositoryFiles.resolve(check.runbook());
                    assertThat(page).exists();
                    assertThat(Files.readString(page))
                            .startsWith("# " + check.id())
                            .contains("**What it means.**", "**First look.**", "**Repair.**", "**Not a repair.**");
                }));
    }
}
