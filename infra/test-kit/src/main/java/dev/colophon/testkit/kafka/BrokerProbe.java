package dev.colophon.testkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Waits until a broker answers. A client is only made once the port is open, since it would log each refusal. */
final class BrokerProbe {

    private static final int QUESTION_MILLIS = 5_000;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private BrokerProbe() {}

    /**
     * Returns once the broker has answered.
     *
     * @throws IllegalStateException when its process ends first, or the deadline passes
     */
    static void await(int port, BooleanSupplier alive, Duration deadline) {
        try {
            Awaitility.await("broker")
                    .atMost(deadline)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(POLL_INTERVAL)
                    .failFast(() -> !alive.getAsBoolean())
                    .until(() -> listens(port) && answers(port));
        } catch (TerminalFailureException e) {
            throw new IllegalStateException("the broker's process ended before it answered", e);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the broker has not answered within " + deadline, e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), QUESTION_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean answers(int port) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", "127.0.0.1:" + port,
                "request.timeout.ms", QUESTION_MILLIS,
                "default.api.timeout.ms", QUESTION_MILLIS))) {
            return !admin.describeCluster()
                    .nodes()
                    .get(QUESTION_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }
}
