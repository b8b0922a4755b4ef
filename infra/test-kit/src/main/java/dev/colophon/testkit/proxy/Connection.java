package dev.colophon.testkit.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** One client and one server connection, and the bytes between them. */
final class Connection {

    private static final int CHUNK_BYTES_MAX = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final FaultPlan plan;
    private final Duration dripInterval;

    Connection(Socket client, Socket server, FaultPlan plan, Duration dripInterval) {
        this.client = client;
        this.server = server;
        this.plan = plan;
        this.dripInterval = dripInterval;
    }

    /** Passes bytes both ways until both sides have ended. */
    void pump() {
        Thread requests = Thread.ofVirtual().start(() -> pass(client, server, Fault::strikesRequests));
        pass(server, client, Fault::strikesAnswers);
        try {
            requests.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
            close(server);
        }
    }

    /** Ends both sides with a RST. */
    void reset() {
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Nothing is left to reset.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // It is gone, which is what was wanted.
        }
    }

    private void pass(Socket from, Socket to, Predicate<Fault> fits) {
        byte[] chunk = new byte[CHUNK_BYTES_MAX];
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                FaultPlan.Strike strike = plan.take(fits);
                if (strike == null) {
                    to.getOutputStream().write(chunk, 0, read);
                } else {
                    strike(strike, chunk, read, to);
                }
            }
            to.shutdownOutput();
        } catch (IOException | InterruptedException broken) {
            reset();
        }
    }

    private void strike(FaultPlan.Strike strike, byte[] chunk, int length, Socket to)
            throws IOException, InterruptedException {
        OutputStream out = to.getOutputStream();
        switch (strike.fault()) {
            case REFUSE, CUT_REQUEST, CUT_ANSWER -> reset();
            case CUT_MID_ANSWER -> {
                out.write(chunk, 0, length / 2);
                // An orderly end, since a reset may overtake the bytes that were just passed.
                close(client);
                reset(server);
            }
            case STALL_REQUEST, STALL_ANSWER -> {
                strike.released().await();
                out.write(chunk, 0, length);
            }
            case DRIP_ANSWER -> {
                for (int index = 0; index < length; index++) {
                    LockSupport.parkNanos(dripInterval.toNanos());
                    out.write(chunk[index]);
                }
            }
            case HALF_CLOSE -> to.shutdownOutput();
        }
    }
}
