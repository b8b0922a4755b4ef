package dev.colophon.testkit.tls;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server on 127.0.0.1 that answers the first ClientHello by choosing TLS 1.0. */
public final class OldTls implements AutoCloseable {

    private final ServerSocket server;
    private final CompletableFuture<byte[]> heard = new CompletableFuture<>();

    private OldTls(ServerSocket server) {
        this.server = server;
    }

    /** Starts one. */
    public static OldTls start() throws IOException {
        OldTls old = new OldTls(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(() -> old.heard.completeAsync(old::answer, Runnable::run));
        return old;
    }

    public URI url() {
        return URI.create("https://127.0.0.1:" + server.getLocalPort() + "/a/b");
    }

    /** All that the client said after that. */
    public byte[] heardAfter() throws InterruptedException, ExecutionException, TimeoutException {
        return heard.get(2, TimeUnit.MINUTES);
    }

    private byte[] answer() {
        try (Socket client = server.accept()) {
            var in = new DataInputStream(client.getInputStream());
            in.skipNBytes(3);
            in.skipNBytes(in.readUnsignedShort());
            var hello = ByteBuffer.allocate(47)
                    .put(new byte[] {0x16, 3, 1, 0, 42, 2, 0, 0, 38, 3, 1})
                    .put(new byte[32])
                    .put(new byte[] {0, (byte) 0xc0, 0x13, 0});
            client.getOutputStream().write(hello.array());
            client.getOutputStream().flush();
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
