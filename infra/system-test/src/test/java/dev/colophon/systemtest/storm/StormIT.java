package dev.colophon.systemtest.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.RealWordPress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short storm in every build; a longer one by {@code infra/system-test/storm}. The seed is printed first and last; the same
 * one is taken by {@code -Dstorm.seed}.
 */
final class StormIT {

    private static final int STORIES_PER_MINUTE = 48;
    private static final int KINDS_MIN = 10;
    /** One and the same in each build; the script draws another each time. */
    private static final int SEED_OF_THE_BUILD = 2;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void through_any_weather_each_story_is_public_once_and_every_job_ends() throws Exception {
        long seed = Long.getLong("storm.seed", SEED_OF_THE_BUILD);
        Duration time = Duration.ofSeconds(Long.getLong("storm.seconds", 75));
        int stories = Math.toIntExact(time.toSeconds() * STORIES_PER_MINUTE / 60);
        System.out.println("storm: seed " + seed + ", " + time.toSeconds() + " s of faults, " + stories + " stories");

        StormReport report = run(seed, time, stories);

        Path file = RepositoryFiles.resolve("infra/system-test").resolve("target/storm/report.md");
        report.write(file);
        System.out.println(report.summary());
        assertThat(report.violations()).as("seed %d, report in %s", seed, file).isEmpty();
        assertThat(report.unproven())
                .as("blows that never struck, seed " + seed)
                .isEmpty();
        assertThat(report.proven())
                .as("kinds of blow that struck, seed " + seed)
                .isGreaterThanOrEqualTo(KINDS_MIN);
        assertThat(report.looks()).isPositive();
    }

    private StormReport run(long seed, Duration time, int stories) throws Exception {
        if (System.getProperty("storm.wordpress", "simulated").equals("real")) {
            try (RealWordPress wordpress = RealWordPress.start(Files.createTempDirectory("colophon-storm"))) {
                return new Storm(seed, time, stories, wordpress).run(folder);
            }
        }
        try (FakeWordPress wordpress = FakeWordPress.start()) {
            StormReport report = new Storm(seed, time, stories, wordpress).run(folder);
            long ever = wordpress.everPublic().stream()
                    .map(post -> post.id())
                    .distinct()
                    .count();
            assertThat(ever).as("posts ever public by the site's own history").isLessThanOrEqualTo(stories);
            return report;
        }
    }
}
