package dev.colophon.systemtest.storm;

import dev.colophon.systemtest.pipeline.Pipeline;
import dev.colophon.testkit.process.ChildProcess;
import dev.colophon.testkit.process.ServiceProcess;
import dev.colophon.testkit.proxy.Fault;
import dev.colophon.testkit.proxy.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Deals out the plan's blows one after another, sees for itself that each has struck, and puts back what it took away. */
final class Weather {

    private static final String GROUP = "wordpress-publisher";
    private static final String REQUESTS = "publishing.requests.v1";
    private static final Duration DOWN = Duration.ofMillis(700);
    private static final Duration FROZEN = Pipeline.LEASE.plusSeconds(2);
    private static final Duration LULL = Duration.ofSeconds(12);
    private static final Duration GUST = Duration.ofSeconds(3);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final int STRIKES_OF_A_GUST = 6;
    /** Sessions take 6 s to run out, and one that was just joining as long again. */
    private static final Duration SESSIONS_RUN_OUT = Duration.ofMinutes(1);

    private final Pipeline pipeline;
    private final FaultProxy proxy;
    private final Instant began;
    private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
    private final List<String> timeline = Collections.synchronizedList(new ArrayList<>());

    Weather(Pipeline pipeline, FaultProxy proxy, Instant began) {
        this.pipeline = pipeline;
        this.proxy = proxy;
        this.began = began;
    }

    /** How often each kind is known to have struck. */
    synchronized Map<Blow, Integer> struck() {
        return new EnumMap<>(struck);
    }

    List<String> timeline() {
        synchronized (timeline) {
            return List.copyOf(timeline);
        }
    }

    void strike(StormPlan.Strike strike) {
        LockSupport.parkNanos(strike.pause().toNanos());
        ServiceProcess publisher = pipeline.publishers().get(strike.victim() % Storm.PUBLISHERS);
        int times = switch (strike.blow()) {
            case KILL_API -> kill(pipeline.api());
            case KILL_RELAY -> kill(pipeline.relay());
            case KILL_PUBLISHER -> kill(publisher);
            case KILL_PROJECTOR -> kill(pipeline.projector());
            case FREEZE_PUBLISHER -> freeze(publisher);
            case FREEZE_RELAY -> freeze(pipeline.relay());
            case KILL_KAFKA -> kafka(true);
            case RESTART_KAFKA -> kafka(false);
            case CRASH_POSTGRES -> postgres();
            case REDELIVER -> redeliver();
            case CUT_ANSWERS -> gust(Fault.CUT_ANSWER);
            case CUT_MID_ANSWERS -> gust(Fault.CUT_MID_ANSWER);
            case CUT_REQUESTS -> gust(Fault.CUT_REQUEST);
            case STALL_ANSWERS -> gust(Fault.STALL_ANSWER);
            case STALL_REQUESTS -> gust(Fault.STALL_REQUEST);
            case DRIP_ANSWERS -> gust(Fault.DRIP_ANSWER);
            case HALF_CLOSE -> gust(Fault.HALF_CLOSE);
            case REFUSE_CONNECTIONS -> gust(Fault.REFUSE);
        };
        synchronized (this) {
            struck.merge(strike.blow(), times, Integer::sum);
        }
        timeline.add("%6.1f s  %s × %d".formatted(seconds(), strike.blow(), times));
    }

    private double seconds() {
        return Duration.between(began, Instant.now()).toMillis() / 1000.0;
    }

    private static int kill(ServiceProcess service) {
        boolean lived = service.isAlive();
        service.kill();
        boolean died = !service.isAlive();
        LockSupport.parkNanos(DOWN.toNanos());
        service.start();
        return lived && died ? 1 : 0;
    }

    private static int freeze(ServiceProcess service) {
        return service.running()
                .map(process -> {
                    process.freeze();
                    await(LULL, () -> isStopped(process));
                    boolean frozen = isStopped(process);
                    LockSupport.parkNanos(FROZEN.toNanos());
                    process.thaw();
                    return frozen ? 1 : 0;
                })
                .orElse(0);
    }

    private static boolean isStopped(ChildProcess process) {
        try {
            String state = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return state.substring(state.lastIndexOf(')')).startsWith(") T");
        } catch (IOException gone) {
            return false;
        }
    }

    private int kafka(boolean kill) {
        if (kill) {
            pipeline.kafka().kill();
        } else {
            pipeline.kafka().stop();
        }
        boolean down = !pipeline.kafka().isRunning();
        LockSupport.parkNanos(DOWN.toNanos());
        pipeline.kafka().start();
        return down ? 1 : 0;
    }

    private int postgres() {
        pipeline.postgres().stopImmediately();
        boolean down = !pipeline.postgres().isRunning();
        LockSupport.parkNanos(DOWN.toNanos());
        pipeline.postgres().start();
        return down ? 1 : 0;
    }

    private int gust(Fault fault) {
        int before = proxy.fired(fault);
        proxy.arm(fault, STRIKES_OF_A_GUST);
        await(LULL, () -> proxy.fired(fault) > before);
        await(GUST, () -> proxy.fired(fault) - before >= STRIKES_OF_A_GUST);
        if (fault == Fault.STALL_ANSWER || fault == Fault.STALL_REQUEST) {
            LockSupport.parkNanos(GUST.toNanos()); // longer than the client waits: what is let go then comes late
        }
        proxy.pass();
        return proxy.fired(fault) - before;
    }

    private static void await(Duration atMost, BooleanSupplier condition) {
        long until = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() - until < 0 && !condition.getAsBoolean()) {
            LockSupport.parkNanos(TICK.toNanos());
        }
    }

    /** Offsets can be set back only while nobody is a member: the publishers are killed, and their sessions run out. */
    private int redeliver() {
        pipeline.publishers().forEach(ServiceProcess::kill);
        try (Admin admin = pipeline.kafka().admin()) {
            Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
            TopicDescription topic = Objects.requireNonNull(admin.describeTopics(List.of(REQUESTS))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .get(REQUESTS));
            topic.partitions()
                    .forEach(partition ->
                            earliest.put(new TopicPartition(REQUESTS, partition.partition()), OffsetSpec.earliest()));
            Map<TopicPartition, OffsetAndMetadata> first = new HashMap<>();
            admin.listOffsets(earliest)
                    .all()
                    .get(20, TimeUnit.SECONDS)
                    .forEach((partition, found) -> first.put(partition, new OffsetAndMetadata(found.offset())));
            return setBack(admin, first);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException | TimeoutException failed) {
            timeline.add("%6.1f s  REDELIVER failed: %s".formatted(seconds(), failed));
            return 0;
        } finally {
            pipeline.publishers().forEach(ServiceProcess::start);
        }
    }

    private static int setBack(Admin admin, Map<TopicPartition, OffsetAndMetadata> first)
            throws InterruptedException, TimeoutException, ExecutionException {
        long until = System.nanoTime() + SESSIONS_RUN_OUT.toNanos();
        while (true) {
            try {
                admin.alterConsumerGroupOffsets(GROUP, first).all().get(20, TimeUnit.SECONDS);
                return 1;
            } catch (ExecutionException | TimeoutException stillMembers) {
                if (System.nanoTime() - until > 0) {
                    throw stillMembers;
                }
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            }
        }
    }
}
