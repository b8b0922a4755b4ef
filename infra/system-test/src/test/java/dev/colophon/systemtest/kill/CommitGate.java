package dev.colophon.systemtest.kill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * Stands before PostgreSQL and lets everything through, but the answer to one COMMIT: that of the transaction in which a mark was
 * sent. The commit happens; whoever asked for it never hears.
 */
final class CommitGate implements AutoCloseable {

    private static final int BUFFER = 65_536;
    private static final int TAIL = 256;

    private final ServerSocket door;
    private final int upstream;
    private final String mark;
    private final CountDownLatch held = new CountDownLatch(1);

    /** @param mark a value of one statement of the transaction */
    CommitGate(int upstream, String mark) {
        this.upstream = upstream;
        this.mark = mark;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a gate", e);
        }
        Thread.ofVirtual().name("commit-gate").start(this::acceptAll);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Until the commit has been passed on. Its answer is held from before that. */
    boolean awaitHeld(Duration patience) throws InterruptedException {
        return held.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), upstream);
                var mute = new AtomicBoolean();
                Thread.ofVirtual().start(() -> ask(client, server, mute));
                Thread.ofVirtual().start(() -> answer(server, client, mute));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void ask(Socket client, Socket server, AtomicBoolean mute) {
        try (client;
                server) {
            var buffer = new byte[BUFFER];
            var words = new Words(mark);
            for (int length; (length = client.getInputStream().read(buffer)) > 0; ) {
                var last = words.hear(new String(buffer, 0, length, ISO_8859_1));
                if (last) {
                    mute.set(true); // before PostgreSQL hears of it, so that no answer slips through
                }
                server.getOutputStream().write(buffer, 0, length);
                if (last) {
                    held.countDown();
                }
            }
        } catch (IOException gone) {
            // Either side has ended, and with it the other.
        }
    }

    private static void answer(Socket server, Socket client, AtomicBoolean mute) {
        try (client;
                server) {
            var buffer = new byte[BUFFER];
            for (int length; (length = server.getInputStream().read(buffer)) > 0; ) {
                if (!mute.get()) {
                    client.getOutputStream().write(buffer, 0, length);
                }
            }
        } catch (IOException gone) {
            // Either side has ended, and with it the other.
        }
    }

    /** What one connection says. The driver prepares its COMMIT, and calls it by that name from then on. */
    private static final class Words {

        private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");

        private final String mark;
        private String tail = "";
        private String name = "COMMIT";
        private boolean marked;

        Words(String mark) {
            this.mark = mark;
        }

        /** Whether that ends the transaction in which the mark was said. */
        boolean hear(String more) {
            var said = tail + more;
            var prepared = PREPARED.matcher(said);
            while (prepared.find()) {
                name = "\0" + prepared.group(1) + "\0";
            }
            marked |= said.contains(mark);
            tail = said.substring(Math.max(0, said.length() - TAIL));
            var since = said.substring(Math.max(0, said.indexOf(mark)));
            return marked && (since.contains("COMMIT") || since.contains(name));
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
