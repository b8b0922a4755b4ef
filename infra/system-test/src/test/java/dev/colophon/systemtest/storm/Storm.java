package dev.colophon.systemtest.storm;

import dev.colophon.local.api.PublishApi;
import dev.colophon.systemtest.guarantee.AtMostOnePublicPost;
import dev.colophon.systemtest.guarantee.SiteList;
import dev.colophon.systemtest.guarantee.SitePost;
import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.proxy.FaultProxy;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The whole pipeline while everything around it fails: stories, updates, withdrawals and cancellations come in, the plan's blows fall, and the
 * site's list is watched. Then the faults stop, and within a bound every accepted job must have ended and been told.
 */
final class Storm {

    static final String SITE = "storm";
    static final int PUBLISHERS = 2;

    private static final int CONCURRENCY = 4;

    private static final Duration CALM_WITHIN = Duration.ofMinutes(4);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LINE = Duration.ofSeconds(5);
    private static final Duration DRIP = Duration.ofMillis(40);

    private final StormPlan plan;
    private final long seed;
    private final Duration time;
    private final WordPressUnderTest wordpress;
    private final SiteList site;
    private final AtMostOnePublicPost atMostOne = new AtMostOnePublicPost();
    private volatile boolean watching = true;
    private volatile int publicNow;

    Storm(long seed, Duration time, int stories, WordPressUnderTest wordpress) {
        this.seed = seed;
        this.time = time;
        this.plan = new StormPlan(seed, stories);
        this.wordpress = wordpress;
        this.site = new SiteList(wordpress.url(), wordpress.editor());
    }

    StormReport run(Path folder) throws IOException, InterruptedException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), wordpress.url().getPort());
        try (var pipeline = new Pipeline(folder, PUBLISHERS);
                var proxy = FaultProxy.to(address, DRIP)) {
            pipeline.startAll();
            String key = pipeline.register(
                    SITE, URI.create("http://127.0.0.1:" + proxy.port()), wordpress.editor(), CONCURRENCY);
            try (var newspaper = new Newspaper(PublishApi.local(pipeline.apiPort()), key)) {
                return storm(pipeline, proxy, newspaper);
            }
        }
    }

    private StormReport storm(Pipeline pipeline, FaultProxy proxy, Newspaper newspaper) throws InterruptedException {
        Instant began = Instant.now();
        var weather = new Weather(pipeline, proxy, began);
        var trouble = new ArrayList<String>();
        Thread watch = Thread.ofVirtual().start(this::watch);
        Thread stories = Thread.ofVirtual().start(() -> {
            try {
                newspaper.publish(plan, time);
            } catch (RuntimeException refused) {
                synchronized (trouble) {
                    trouble.add("the newspaper gave up: " + refused.getMessage());
                }
            }
        });
        Thread lines = Thread.ofVirtual().start(() -> tell(began, newspaper, weather));
        Thread network = Thread.ofVirtual().start(() -> strike(weather, Blow.Lane.NETWORK, began));
        strike(weather, Blow.Lane.PROCESSES, began);
        network.join();
        Instant calm = Instant.now();
        proxy.pass();
        pipeline.startAll();
        stories.join();
        var judgement = new Judgement(pipeline, newspaper);
        List<String> stuck = awaitRest(judgement);
        Duration healing = Duration.between(calm, Instant.now());
        watching = false;
        watch.join();
        lines.join();
        atMostOne.look(site.posts());
        var violations = new ArrayList<String>();
        synchronized (trouble) {
            violations.addAll(trouble);
        }
        stuck.forEach(story -> violations.add("STUCK " + story));
        violations.addAll(atMostOne.violations());
        violations.addAll(judgement.violations(site));
        return new StormReport(
                seed,
                Duration.between(began, calm),
                healing,
                plan.stories().size(),
                newspaper.jobs(),
                newspaper.unanswered(),
                newspaper.tooEarly(),
                weather.timeline().size(),
                weather.struck(),
                atMostOne.looks(),
                judgement.strays(site),
                violations,
                weather.timeline());
    }

    /** One round at least, however slow the machine: else the time is over before enough kinds have struck. */
    private void strike(Weather weather, Blow.Lane lane, Instant began) {
        plan.nextRound(lane).forEach(weather::strike);
        while (true) {
            for (var strike : plan.nextRound(lane)) {
                if (Duration.between(began, Instant.now()).compareTo(time) >= 0) {
                    return;
                }
                weather.strike(strike);
            }
        }
    }

    private List<String> awaitRest(Judgement judgement) {
        long until = System.nanoTime() + CALM_WITHIN.toNanos();
        while (true) {
            List<String> stuck = judgement.stuck();
            if (stuck.isEmpty() || System.nanoTime() - until > 0) {
                return stuck;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void watch() {
        while (watching) {
            List<SitePost> posts = site.posts();
            atMostOne.look(posts);
            publicNow = (int) posts.stream().filter(SitePost::isPublic).count();
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void tell(Instant began, Newspaper newspaper, Weather weather) {
        while (watching) {
            System.out.printf(
                    "storm %3d s: %d jobs accepted, %d posts public, %d faults proven, %d looks, %d violations%n",
                    Duration.between(began, Instant.now()).toSeconds(),
                    newspaper.jobs(),
                    publicNow,
                    weather.struck().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum(),
                    atMostOne.looks(),
                    atMostOne.violations().size());
            LockSupport.parkNanos(LINE.toNanos());
        }
    }
}
