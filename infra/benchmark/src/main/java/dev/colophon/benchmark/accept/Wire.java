package dev.colophon.benchmark.accept;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One kept-alive HTTP connection, and as little else as can be: whoever measures on the same machine takes its time from whom
 * it measures.
 */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;
    private final String head;
    private Socket socket;
    private InputStream in;
    private boolean closing;

    Wire(int port, String key) throws IOException {
        this.port = port;
        socket = connected(port);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        head = " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key
                + "\r\nIdempotency-Key: ";
    }

    private static Socket connected(int port) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** An answer in the 200s; throws IllegalStateException on any other. */
    Answer post(String path, String idempotencyKey, String body) throws IOException {
        if (closing) {
            // Tomcat lets a connection bear so many requests, and says so with the last answer.
            socket.close();
            socket = connected(port);
            in = new BufferedInputStream(socket.getInputStream(), 16_384);
            closing = false;
        }
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = ("POST " + path + head + idempotencyKey + "\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(request);
        var status = Integer.parseInt(line().split(" ", 3)[1]);
        var answer = new Answer(status, body());
        if (status / 100 != 2) {
            throw new IllegalStateException("the door answered " + answer);
        }
        return answer;
    }

    private String body() throws IOException {
        var length = -1;
        for (var header = line(); !header.isEmpty(); header = line()) {
            var lower = header.toLowerCase(Locale.ROOT);
            closing |= lower.equals("connection: close");
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
        }
        return length >= 0 ? new String(in.readNBytes(length), StandardCharsets.UTF_8) : chunks();
    }

    private String chunks() throws IOException {
        var body = new StringBuilder();
        for (var size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            body.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
        }
        line();
        return body.toString();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (var read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the door closed the connection");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(int status, String body) {

        /** The value of a property that is a string. */
        String word(String property) {
            var found = Pattern.compile("\"" + property + "\":\"([^\"]*)\"").matcher(body);
            if (!found.find()) {
                throw new IllegalStateException("no " + property + " in " + body);
            }
            return found.group(1);
        }
    }
}
