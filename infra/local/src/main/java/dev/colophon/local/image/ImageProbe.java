package dev.colophon.local.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Asks for images before any story is posted: one that the publisher could not have would fail its story. What it takes is what the
 * publisher takes: https, an address for everyone (but for those that the caller chose), JPEG, PNG, GIF or WebP, up to 16 MB. A host
 * that does not answer three times is not asked again.
 */
final class ImageProbe implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final int SILENT_MAX = 3;
    private static final int TELLTALE = 12;
    private static final long BYTES_MAX = 16L * 1024 * 1024;
    private static final Pattern IMAGE =
            Pattern.compile("\u00ff\u00d8\u00ff.*|\u0089PNG\r\n\u001a\n.*|GIF8[79]a.*|RIFF.{4}WEBP", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(Redirect.NORMAL)
            .build();
    private final Whereabouts whereabouts;
    private final Map<String, AtomicInteger> silences = new ConcurrentHashMap<>();

    ImageProbe(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    /** Why it cannot be had; empty where it can. */
    Optional<String> objection(URI address) throws InterruptedException {
        var silent = silences.computeIfAbsent(address.getRawAuthority(), _ -> new AtomicInteger());
        if (silent.get() >= SILENT_MAX) {
            return Optional.of(address.getRawAuthority() + " does not answer");
        }
        try {
            return whereabouts.isChosen(address) || isForEveryone(address)
                    ? answered(address)
                    : Optional.of("its address is not one of https that everyone can reach");
        } catch (IOException silence) {
            silent.incrementAndGet();
            return Optional.of("%s does not answer (%s)"
                    .formatted(address.getRawAuthority(), silence.getClass().getSimpleName()));
        }
    }

    private Optional<String> answered(URI address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "image/*")
                .build();
        var answer = http.send(request, BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            return answer.statusCode() == 200 ? unfit(answer, body) : Optional.of("HTTP " + answer.statusCode());
        }
    }

    private static Optional<String> unfit(HttpResponse<?> answer, InputStream body) throws IOException {
        if (answer.headers().firstValueAsLong("Content-Length").orElse(0) > BYTES_MAX) {
            return Optional.of("it is larger than 16 MB");
        }
        var beginning = new String(body.readNBytes(TELLTALE), ISO_8859_1);
        return IMAGE.matcher(beginning).matches()
                ? Optional.empty()
                : Optional.of("it is neither JPEG nor PNG, GIF or WebP");
    }

    private static boolean isForEveryone(URI address) throws UnknownHostException {
        if (!"https".equals(address.getScheme())) {
            return false;
        }
        for (var one : InetAddress.getAllByName(address.getHost())) {
            if (one.isLoopbackAddress()
                    || one.isSiteLocalAddress()
                    || one.isLinkLocalAddress()
                    || one.isAnyLocalAddress()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
