package dev.colophon.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on 127.0.0.1 that passes everything until a fault is armed. Faults strike new bytes on all connections,
 * also on those that a client has pooled. A test asks {@link #fired} whether its fault really happened.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int BACKLOG_MAX = 200;

    private final InetSocketAddress upstream;
    private final ServerSocket door;
    private final Duration dripInterval;
    private final FaultPlan plan = new FaultPlan();
    private final AtomicInteger everOpened = new AtomicInteger();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private FaultProxy(InetSocketAddress upstream, ServerSocket door, Duration dripInterval) {
        this.upstream = upstream;
        this.door = door;
        this.dripInterval = dripInterval;
    }

    /** Opens a proxy to a server on 127.0.0.1; it drips a byte every 100 ms. */
    public static FaultProxy to(int port) {
        return to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Duration.ofMillis(100));
    }

    /**
     * Opens a proxy.
     *
     * @param dripInterval between two bytes of {@link Fault#DRIP_ANSWER}
     */
    public static FaultProxy to(InetSocketAddress upstream, Duration dripInterval) {
        try {
            ServerSocket door = new ServerSocket(0, BACKLOG_MAX, InetAddress.getLoopbackAddress());
            FaultProxy proxy = new FaultProxy(upstream, door, dripInterval);
            Thread.ofVirtual().name("fault-proxy").start(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a proxy", e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Arms a fault until {@link #pass}, in place of any other. */
    public void arm(Fault fault) {
        arm(fault, Integer.MAX_VALUE);
    }

    /** Arms a fault for so many strikes, in place of any other; whatever is stalled goes on. */
    public void arm(Fault fault, int strikes) {
        plan.arm(fault, strikes);
    }

    /** Passes everything again, and lets go what is stalled. */
    public void pass() {
        plan.disarm();
    }

    /** How often a fault has struck since the proxy was opened. */
    public int fired(Fault fault) {
        return plan.fired(fault);
    }

    /**
     * Resets all open connections at once.
     *
     * @return how many there were
     */
    public int cutAll() {
        int cut = 0;
        for (Connection connection : connections) {
            connection.reset();
            cut++;
        }
        return cut;
    }

    /** How many connections have reached the server since the proxy was opened. */
    public int everOpened() {
        return everOpened.get();
    }

    public int openConnections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a proxy", e);
        } finally {
            pass();
            cutAll();
        }
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().name("fault-proxy-connection").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        if (plan.take(fault -> fault == Fault.REFUSE) != null) {
            Connection.reset(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(upstream, CONNECT_TIMEOUT_MILLIS);
        } catch (IOException down) {
            Connection.reset(client);
            return;
        }
        Connection connection = new Connection(client, server, plan, dripInterval);
        everOpened.incrementAndGet();
        connections.add(connection);
        try {
            connection.pump();
        } finally {
            connections.remove(connection);
        }
    }
}
