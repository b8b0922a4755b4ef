package dev.colophon.local.publish;

import dev.colophon.local.api.PublishApi;
import dev.colophon.local.config.Home;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Refusal;
import dev.colophon.local.config.Secrets;
import dev.colophon.local.config.Settings;
import dev.colophon.local.config.WorkingFolder;
import dev.colophon.local.image.CarryImages;
import dev.colophon.local.image.Whereabouts;
import dev.colophon.local.story.Placement;
import dev.colophon.local.story.ReadStories;
import dev.colophon.local.story.Story;
import dev.colophon.local.story.StoryFiles;
import dev.colophon.local.story.UnreadableStory;
import dev.colophon.local.terminal.LiveLine;
import dev.colophon.local.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts stories and follows them to their end. All files are read before the first is posted. */
@Command(
        name = "publish",
        sortOptions = false,
        description = "Posts stories as an upstream service would, and waits until each is where it should be.",
        footer = {
            "",
            "Front matter knows title, slug, date, excerpt, categories, tags, placement, visibility (public, draft),",
            "publish_at, story_key, password and sticky. Of an export, posts and pages are taken.",
            "",
            "Exit code: 0 all as asked (published, a draft unpublished, a later one scheduled), 1 some are not,",
            "2 wrong use or an unreadable file (nothing was posted then)."
        })
public final class PublishCommand implements Callable<Integer> {

    private static final int AS_ASKED = 0;
    private static final int SOME_NOT = 1;
    private static final int WRONG_USE = 2;

    private final Terminal terminal = Terminal.ofProcess();
    private final Clock clock = Clock.systemUTC();

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Markdown or HTML with front matter, or a WordPress export (WXR).")
    private List<Path> files = List.of();

    @Option(
            names = "--site",
            paramLabel = "KEY",
            defaultValue = "local",
            description = "The site's key (${DEFAULT-VALUE}).")
    private String site = "local";

    @Option(
            names = "--placement",
            paramLabel = "WHERE",
            description = "For all: post, page, story (else what each file says).")
    private @Nullable String placement;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "15m",
            description = "How long to wait for all: 90s, 15m (${DEFAULT-VALUE}).")
    private String timeout = "15m";

    @Option(
            names = "--images",
            paramLabel = "FROM=TO",
            description = "Of an export: images whose addresses begin with FROM are fetched from TO instead.")
    private Map<String, String> moved = Map.of();

    @Option(names = "--no-images", description = "Of an export: bring no image to the site; the html stays as it is.")
    private boolean noImages;

    @Option(names = "--json", description = "One JSON document instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var wait = Durations.of(timeout);
        var stories = read();
        if (stories.isEmpty()) {
            return WRONG_USE;
        }
        var home = Home.ofEnvironment();
        var address = PublishApi.local(Settings.of(home).port(Listener.API));
        try (var api = new PublishApi(address, clientKey(home))) {
            return publish(api, stories, wait);
        }
    }

    private int publish(PublishApi api, List<Story> stories, Duration wait) throws InterruptedException {
        var began = clock.instant();
        var run = new PublishRun(api, clock, Thread::sleep, RandomGenerator.getDefault());
        var outcomes = run.of(stories, site, wait, new LiveLine(terminal, clock));
        var elapsed = Duration.between(began, clock.instant());
        if (json) {
            terminal.out().println(OutcomeTable.json(outcomes, elapsed));
        } else {
            OutcomeTable.lines(outcomes).forEach(terminal.out()::println);
            terminal.out().println();
            terminal.out().println(Tally.of(outcomes).summary(elapsed));
        }
        return Tally.of(outcomes).isAllAsAsked() ? AS_ASKED : SOME_NOT;
    }

    /** Empty, and all troubles told, if any file is unreadable: a run is of everything that was named. */
    private List<Story> read() throws InterruptedException {
        var reader = new StoryFiles(clock);
        var carry = new CarryImages(new Whereabouts(moved));
        var stories = new ArrayList<Story>();
        var isSound = true;
        for (var file : files) {
            try {
                var whole = reader.read(WorkingFolder.resolve(file));
                var found = noImages ? CarryImages.leftOut(whole) : carry.of(whole);
                remark(file, found);
                stories.addAll(found.stories());
            } catch (UnreadableStory problem) {
                terminal.err().println(problem.getMessage());
                isSound = false;
            }
        }
        return isSound ? distinct(placed(stories)) : List.of();
    }

    private void remark(Path file, ReadStories found) {
        terminal.err()
                .println("%s: %d %s"
                        .formatted(file, found.stories().size(), found.stories().size() == 1 ? "story" : "stories"));
        found.remarks().forEach(remark -> terminal.err().println("  " + remark));
    }

    private List<Story> placed(List<Story> stories) {
        if (placement == null) {
            return stories;
        }
        var where = Placement.of(placement);
        return stories.stream().map(story -> story.at(where)).toList();
    }

    private static List<Story> distinct(List<Story> stories) {
        record Place(String key, Placement placement) {}
        var taken = new HashSet<Place>();
        for (var story : stories) {
            if (!taken.add(new Place(story.key(), story.placement()))) {
                throw new Refusal("two stories have the key '%s' for the same placement; give one another story_key"
                        .formatted(story.key()));
            }
        }
        return stories;
    }

    private static String clientKey(Home home) throws IOException {
        var key = Secrets.of(home).clientKey();
        if (key == null) {
            throw new Refusal("no API key yet: infra/local/up did not get that far; run it again");
        }
        return key;
    }
}
