package dev.colophon.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Chooses TCP ports on the loopback address for servers that must come back on the same port after a restart. They lie
 * below the ephemeral range, so that no outgoing connection takes one while its server is down. Whoever draws ports like this at the
 * same time, the tests of another module, is kept from them too: of one file each port's byte is locked until this process ends.
 */
public final class FreePorts {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;
    private static final int ATTEMPTS_MAX = 200;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();
    /** Kept, since the lock of one that is collected may be forgotten. */
    private static final Set<FileLock> CLAIMS = ConcurrentHashMap.newKeySet();

    private static final FileChannel CLAIMED = open();

    private FreePorts() {}

    /**
     * None is given twice: a server that needs several asks for all of them before it listens on any.
     *
     * @return a port that was free a moment ago: somebody else may still win it, so a server's start may be tried again
     */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (isFree(port) && GIVEN.add(port) && claim(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no free port between %d and %d after %d attempts".formatted(LOWEST, HIGHEST, ATTEMPTS_MAX));
    }

    /** Never gives this port: it is promised to somebody who does not listen yet. */
    public static void setAside(int port) {
        if (GIVEN.add(port)) {
            claim(port);
        }
    }

    /** @return whether no other process holds it */
    private static boolean claim(int port) {
        try {
            FileLock lock = CLAIMED.tryLock(port, 1, false);
            return lock != null && CLAIMS.add(lock);
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("a port cannot be claimed", e);
        }
    }

    /** Never closed: with the file the locks would go. */
    private static FileChannel open() {
        var file = Path.of(System.getProperty("java.io.tmpdir"), "colophon-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("ports cannot be claimed in " + file, e);
        }
    }

    /** Whether a server could listen on the port now, on loopback and on all addresses. */
    public static boolean isFree(int port) {
        return canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canListen(new InetSocketAddress(port));
    }

    private static boolean canListen(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
