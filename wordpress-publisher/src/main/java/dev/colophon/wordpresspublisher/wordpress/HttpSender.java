package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends one request once, to where {@link Destinations} let it go. No proxy, no retry, no redirect, no cookie; the whole exchange has one deadline, which also ends a drip, and
 * an answer has a largest size.
 */
@Component
class HttpSender implements AutoCloseable {

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16_384;

    private final WordPressProperties properties;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-deadline").factory());

    HttpSender(WordPressProperties properties, Destinations destinations) {
        this.properties = properties;
        this.client = client(properties, destinations);
    }

    /** The answer, whatever its status. Throws {@link NoAnswer} where none came in time. */
    Answer send(String method, URI uri, String authorization, byte @Nullable [] body, Deadline deadline)
            throws NoAnswer {
        long millis = Math.min(
                deadline.remaining().toMillis(), properties.requestTimeout().toMillis());
        if (millis <= 0) {
            throw new NoAnswer(false, "VISIT_OVERRUN", "The visit's time was up before the request was sent.");
        }
        var request = request(method, uri, authorization, body);
        var late = new AtomicBoolean();
        var timer = alarm.schedule(() -> abort(request, late), millis, TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, this::read);
        } catch (IOException failed) {
            throw NoAnswer.because(failed, late.get() ? Duration.ofMillis(millis) : null);
        } finally {
            timer.cancel(false);
        }
    }

    private static void abort(HttpUriRequestBase request, AtomicBoolean late) {
        late.set(true);
        request.cancel();
    }

    private HttpUriRequestBase request(String method, URI uri, String authorization, byte @Nullable [] body) {
        var request = new HttpUriRequestBase(method, uri);
        request.setHeader("Authorization", authorization);
        request.setHeader("Accept", "application/json");
        request.setHeader("Cache-Control", "no-cache, no-store");
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.connectTimeout()))
                .setResponseTimeout(Timeout.of(properties.requestTimeout()))
                .build());
        if (body != null) {
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        return request;
    }

    private Answer read(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        Header retryAfter = response.getFirstHeader("Retry-After");
        return new Answer(
                response.getCode(),
                type,
                entity == null ? "" : capped(entity),
                retryAfter == null ? null : retryAfter.getValue());
    }

    private String capped(HttpEntity entity) throws IOException {
        long most = properties.largestAnswer().toBytes();
        try (InputStream in = entity.getContent()) {
            var bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > most) {
                    throw new NoAnswer.TooLarge(most);
                }
            }
            return bytes.toString(UTF_8);
        }
    }

    private static CloseableHttpClient client(WordPressProperties properties, Destinations destinations) {
        var http1 = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(destinations)
                .setMaxConnPerRoute(properties.connectionsPerSite())
                .setMaxConnTotal(properties.connections())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(Timeout.of(properties.requestTimeout()))
                        // A write on a connection that the site has closed meanwhile would be an UNKNOWN for nothing.
                        .setValidateAfterInactivity(TimeValue.ofMilliseconds(200))
                        .setTimeToLive(TimeValue.ofMinutes(1))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                // Through a proxy it would be the proxy that resolves names.
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .setUserAgent("Colophon")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public void close() throws IOException {
        alarm.shutdownNow();
        client.close();
    }
}
