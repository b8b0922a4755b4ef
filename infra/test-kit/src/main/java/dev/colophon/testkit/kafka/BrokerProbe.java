package dev.colophon.testkit.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Waits until a broker answers: the client tries again by itself, so one question with a deadline is enough. */
final class BrokerProbe {

    private static final int QUESTION_MILLIS = 2_000;

    private BrokerProbe() {}

    static void await(String bootstrapServers, BooleanSupplier alive, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "reconnect.backoff.ms", 50,
                "reconnect.backoff.max.ms", 200,
                "request.timeout.ms", QUESTION_MILLIS,
                "default.api.timeout.ms", QUESTION_MILLIS))) {
            while (!answers(admin)) {
                if (!alive.getAsBoolean()) {
                    throw new IllegalStateException("the broker's process ended before it answered");
                }
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("the broker has not answered within " + deadline);
                }
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(QUESTION_MILLIS + 1_000L, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }
}
