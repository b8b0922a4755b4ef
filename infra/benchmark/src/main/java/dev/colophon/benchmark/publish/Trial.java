package dev.colophon.benchmark.publish;

import dev.colophon.benchmark.measure.Percentiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;

/** One site, both contenders. */
final class Trial {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Newsroom newsroom;
    private final Told told;
    private final Sites sites;
    private final Target target;
    private final int concurrency;

    Trial(Newsroom newsroom, Told told, Sites sites, Target target, int concurrency) {
        this.newsroom = newsroom;
        this.told = told;
        this.sites = sites;
        this.target = target;
        this.concurrency = concurrency;
    }

    /** All stories at once into the door; the publisher has as many visits under way as the bare client has connections. */
    Rate pipeline(String run, int stories) throws IOException, InterruptedException {
        var requests = sites.requests(target);
        var cpu = newsroom.cpuSeconds();
        var began = System.nanoTime();
        List<String> accepted = new ArrayList<>();
        for (var number = 0; number < stories; number++) {
            accepted.add(newsroom.door().publish(new Story(run, number), target.key()));
        }
        var last = began;
        for (var publication : accepted) {
            last = Math.max(last, told.await(publication, PATIENCE));
        }
        return new Rate(
                stories,
                (last - began) / NANOS_PER_SECOND,
                sites.requests(target) - requests,
                Rate.spent(cpu, newsroom.cpuSeconds()));
    }

    Rate bare(String run, int stories) throws IOException, InterruptedException {
        var client = new BareClient(target);
        var next = new AtomicInteger();
        Callable<Void> connection = () -> {
            for (var number = next.getAndIncrement(); number < stories; number = next.getAndIncrement()) {
                client.publish(new Story(run, number));
            }
            return null;
        };
        List<Callable<Void>> connections = new ArrayList<>();
        for (var i = 0; i < concurrency; i++) {
            connections.add(connection);
        }
        var requests = sites.requests(target);
        var began = System.nanoTime();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var ended : executor.invokeAll(connections)) {
                ended.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bare client failed", e.getCause());
        }
        var seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        return new Rate(stories, seconds, sites.requests(target) - requests, Map.of());
    }

    /** One story after another, from its acceptance until a subscriber was told; then as many of the bare client's. */
    Way way(String run, int stories) throws IOException, InterruptedException {
        var times = sites.here().times();
        var whole = new double[stories];
        var own = new double[stories];
        for (var number = 0; number < stories; number++) {
            var mark = times.mark();
            var publication = newsroom.door().publish(new Story(run, number), target.key());
            var accepted = System.nanoTime();
            var end = told.await(publication, PATIENCE);
            whole[number] = (end - accepted) / NANOS_PER_MILLI;
            own[number] = whole[number] - DoubleStream.of(times.since(mark)).sum();
        }
        return new Way(Percentiles.of(whole), Percentiles.of(own), bareAlone(run + "-bare", stories));
    }

    private Percentiles bareAlone(String run, int stories) throws IOException, InterruptedException {
        var client = new BareClient(target);
        var millis = new double[stories];
        for (var number = 0; number < stories; number++) {
            var began = System.nanoTime();
            client.publish(new Story(run, number));
            millis[number] = (System.nanoTime() - began) / NANOS_PER_MILLI;
        }
        return Percentiles.of(millis);
    }
}
