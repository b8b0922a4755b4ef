package dev.colophon.testkit.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request to a port of this machine, sent as it stands on a connection of its own; whoever sent it is silent from then on. */
public final class RawRequest implements AutoCloseable {

    /** Well above what a service waits for (server.tomcat.connection-timeout), and below what the container would by itself. */
    private static final int SILENCE_MILLIS_MAX = 40_000;

    private final Socket socket;

    private RawRequest(Socket socket) {
        this.socket = socket;
    }

    /** Sends this, a byte for each character, and nothing more. */
    public static RawRequest of(int port, String text) throws IOException {
        var request = new RawRequest(new Socket(InetAddress.getLoopbackAddress(), port));
        try {
            request.socket.setSoTimeout(SILENCE_MILLIS_MAX);
            request.socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return request;
        } catch (IOException e) {
            request.close();
            throw e;
        }
    }

    /** Without a key, and with one byte of the nine that its body is to have. */
    public static RawRequest brokenOff(int port, String path) throws IOException {
        return of(port, "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{");
    }

    /** All that is answered until the service ends the connection; an exception when it holds on to it for too long. */
    public String untilLetGo() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
