package dev.colophon.localtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Listener;
import dev.colophon.local.part.Part;
import dev.colophon.local.part.Presence;
import dev.colophon.local.part.Service;
import dev.colophon.localtest.export.Difference;
import dev.colophon.localtest.export.Export;
import dev.colophon.localtest.export.ExportComparison;
import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.wordpress.UploadsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The four real jars as processes on real PostgreSQL, Kafka and WordPress, brought up and used by the commands that a
 * person types. WordPress's own public list is the judge. One home for all, in order: each test adds to what is there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class WholePipelineIT {

    private static final Duration PUBLISH_TIMEOUT = Duration.ofMinutes(6);
    private static final Duration JOIN_DEADLINE = Duration.ofMinutes(8);
    /** So many that some are still under way when the first is public, on a fast machine too. */
    private static final int BATCH = 48;

    private static final String SMALL_EXPORT =
            "infra/local/src/test/resources/dev/colophon/local/story/small-export.xml";
    /** Of a real site, and no part of the repository. */
    private static final String LARGE_EXPORT = "../shared/data/theme-unit-test.wxr.xml";

    private static final List<String> LOST_IMAGES =
            List.of("/2008/06/windmill.jpg", "/blog/wp-content/uploads/lost.png");
    private static final Path REPORTS = Path.of("target", "exports").toAbsolutePath();

    private final GroundUnderTest ground = new GroundUnderTest();
    private final List<Path> published = new ArrayList<>();
    private final Thread guardian = new Thread(this::stopEverything);
    private LocalRun run;
    private PublicSite site;

    @BeforeAll
    void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        run = new LocalRun(folder);
        var options = new ArrayList<>(ground.start(run.home()));
        options.add("--port-base=" + LocalRun.freePortBlock());
        Runtime.getRuntime().addShutdownHook(guardian);
        run.up(options.toArray(String[]::new));
        site = new PublicSite(run.wordpress());
        assertThat(site.titles()).as("a new site shows nothing").isEmpty();
    }

    @AfterAll
    void stop() throws Exception {
        stopEverything();
        ground.close();
        Runtime.getRuntime().removeShutdownHook(guardian);
    }

    @Test
    @Order(1)
    void the_sample_stories_end_as_their_front_matter_asks() throws Exception {
        var end = publish(samples());

        assertThat(end.exitCode()).as(end.output() + end.errors()).isZero();
        assertThat(statuses(end)).contains("published", "scheduled", "unpublished");
        assertThatTheSiteShowsEachPublishedStoryOnce();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    @Order(2)
    void every_story_is_public_once_though_a_service_is_killed_in_mid_run(Service victim) throws Exception {
        var batch = StoryBatch.write(run.home().root().getParent(), victim.word(), BATCH);
        published.addAll(batch.files());
        var publishing = run.publish(batch.files(), PUBLISH_TIMEOUT);
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(3))
                .until(() -> publicOf(batch) > 0 || !publishing.isUnderWay());

        var process = run.parts().service(victim).running().orElseThrow();
        process.kill();
        var publicWhenKilled = publicOf(batch);
        assertThat(process.isAlive()).isFalse();
        run.up();

        assertThat(publicWhenKilled).as("killed in mid-run").isBetween(1, BATCH - 1);
        assertThat(run.parts().service(victim).running().orElseThrow().pid()).isNotEqualTo(process.pid());
        var end = publishing.join(JOIN_DEADLINE);
        assertThat(end.exitCode()).as(end.output() + end.errors()).isZero();
        assertThat(publicOf(batch)).isEqualTo(BATCH);
        assertThatTheSiteShowsEachPublishedStoryOnce();
    }

    @Test
    @Order(3)
    void a_site_that_is_down_defers_its_stories_with_the_reason_and_they_follow_when_it_is_back() throws Exception {
        var batch = StoryBatch.write(run.home().root().getParent(), "down", 3);
        run.parts().wordpress().stop();

        var impatient = run.publish(batch.files(), Duration.ofSeconds(45)).join(JOIN_DEADLINE);
        assertThat(impatient.exitCode()).isEqualTo(1);
        assertThat(impatient.outcomes()).allSatisfy(outcome -> {
            assertThat(outcome.path("status").asString()).isIn("deferred", "unconfirmed", "publishing", "accepted");
            assertThat(outcome.path("url").asString()).isEmpty();
        });
        assertThat(impatient.outcomes())
                .anySatisfy(
                        outcome -> assertThat(outcome.path("reason").asString()).contains("WP_"));

        run.up();
        published.addAll(batch.files());
        var end = publish(batch.files());
        assertThat(end.exitCode()).as(end.output() + end.errors()).isZero();
        assertThatTheSiteShowsEachPublishedStoryOnce();
    }

    @Test
    @Order(4)
    void a_second_run_makes_no_new_post() throws Exception {
        var before = site.posts();
        var all =
                Stream.concat(published.stream(), samples().stream()).distinct().toList();

        var end = publish(all);

        assertThat(end.exitCode()).as(end.output() + end.errors()).isZero();
        assertThat(end.outcomes()).allMatch(outcome -> outcome.path("wasThere").asBoolean());
        assertThat(site.posts()).containsExactlyInAnyOrderElementsOf(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {LARGE_EXPORT, SMALL_EXPORT})
    @Order(5)
    void an_export_is_published_whole_with_its_images_and_once(String path) throws Exception {
        var file = RepositoryFiles.root().resolve(path);
        Skip.unless(Files.isReadable(file), path + " is not there");
        var export = Export.of(file);
        var before = site.posts().size();
        try (var uploads = new UploadsFolder(LOST_IMAGES)) {
            var options = List.of(
                    "--images=https://wpthemetestdata.files.wordpress.com/=" + uploads.address(),
                    "--images=https://gazette.example/=" + uploads.address());

            var end = publish(List.of(file), options);
            var after = site.posts();
            assertThat(end.exitCode()).as(end.output() + end.errors()).isZero();
            assertThatTheSiteHasWhatTheExportHas(export, end);
            var again = publish(List.of(file), options);

            assertThat(end.outcomes()).hasSameSizeAs(export.posts().values());
            assertThat(end.errors())
                    .containsPattern("not carried over: the image https://\\S+/(windmill.jpg|lost.png): HTTP 404");
            var published = statuses(end).stream().filter("published"::equals).count();
            assertThat(after).hasSize(before + (int) published);
            assertThat(again.exitCode()).isZero();
            assertThat(site.posts()).containsExactlyInAnyOrderElementsOf(after);
        }
    }

    private void assertThatTheSiteHasWhatTheExportHas(Export export, LocalRun.End end) throws Exception {
        var comparison = new ExportComparison(
                export, run.home().data("wordpress").resolve("site.json"), Set.copyOf(LOST_IMAGES));
        var differences = comparison.differences(end.outcomes());
        var report = REPORTS.resolve("export-of-%d.md".formatted(export.posts().size()));
        comparison.report(report);

        assertThat(differences).as("see " + report).allMatch(Difference::isExpected);
        assertThat(comparison.compared()).isGreaterThan(8 * export.posts().size());
        assertThat(comparison.images()).isGreaterThan(1);
    }

    @Test
    @Order(6)
    void up_leaves_alone_what_runs() throws Exception {
        var before = pids();

        run.up();

        assertThat(pids()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void the_services_tell_prometheus_what_the_table_of_metrics_promises_and_nothing_else() throws Exception {
        // What a rule or panel asks for, and what none of the stories above has brought about.
        var walk = run.reconcile(PUBLISH_TIMEOUT);
        assertThat(walk.exitCode()).as(walk.output() + walk.errors()).isLessThan(2);
        assertThatAStrangerIsRefused();

        assertThat(new MetricsScrape(run).differences()).isEmpty();
    }

    @Test
    @Order(8)
    void no_secret_is_in_any_answer_page_metric_table_topic_or_log() throws Exception {
        var leaks = new LocalHunt(run).leaks();

        assertThat(leaks).isEmpty();
    }

    @Test
    @Order(9)
    void down_leaves_no_process_behind() throws Exception {
        assertThat(processesOfThisHome()).isNotEmpty();

        run.down();

        assertThat(run.parts().all().stream()
                        .filter(Part::isOurs)
                        .map(Part::presence)
                        .map(Presence::state))
                .containsOnly(Presence.State.DOWN);
        assertThat(processesOfThisHome()).isEmpty();
    }

    private LocalRun.End publish(List<Path> files) throws IOException, InterruptedException {
        return publish(files, List.of());
    }

    private LocalRun.End publish(List<Path> files, List<String> options) throws IOException, InterruptedException {
        return run.publish(files, PUBLISH_TIMEOUT, options).join(JOIN_DEADLINE);
    }

    /** As many posts as stories that were asked to be public, and no title twice. */
    private void assertThatTheSiteShowsEachPublishedStoryOnce() throws IOException, InterruptedException {
        assertThat(site.titles()).doesNotHaveDuplicates().hasSize(published.size() + publicSamples());
    }

    private static int publicSamples() throws IOException {
        var count = 0;
        for (var sample : samples()) {
            var text = Files.readString(sample);
            count += text.contains("visibility: draft") || text.contains("publish_at:") ? 0 : 1;
        }
        return count;
    }

    private void assertThatAStrangerIsRefused() throws Exception {
        var door = PublishApi.local(run.settings().port(Listener.API));
        try (var stranger = new PublishApi(door, "clp_" + "x".repeat(43))) {
            assertThat(stranger.publication(UUID.randomUUID().toString()).isSuccess())
                    .isFalse();
        }
    }

    private int publicOf(StoryBatch batch) throws IOException, InterruptedException {
        return (int) site.titles().stream().filter(batch::contains).count();
    }

    private static List<String> statuses(LocalRun.End end) {
        return end.outcomes().stream()
                .map(outcome -> outcome.path("status").asString())
                .toList();
    }

    private static List<Path> samples() throws IOException {
        try (var files = Files.list(RepositoryFiles.resolve("infra/local/stories"))) {
            return files.sorted().toList();
        }
    }

    private List<Long> pids() throws IOException {
        return run.parts().all().stream().map(part -> part.presence().pid()).toList();
    }

    /** By all of their command lines, which a ProcessHandle would cut. */
    private List<String> processesOfThisHome() throws IOException {
        var mark = run.home().root().toString();
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                var command = commandLine(process);
                if (command.contains(mark)) {
                    found.add(process.getFileName() + " " + command);
                }
            }
        }
        return found;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    private void stopEverything() {
        try {
            run.down();
        } catch (IOException | InterruptedException | AssertionError lastResort) {
            System.err.println("the processes of " + run.home().root() + " may still run: " + lastResort);
        }
    }
}
