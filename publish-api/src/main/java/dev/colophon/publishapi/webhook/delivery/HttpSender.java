package dev.colophon.publishapi.webhook.delivery;

import dev.colophon.publishapi.webhook.Destinations;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpPost;
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
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends one message once, to where {@link Destinations} let it go. No proxy, no retry, no redirect, no cookie; the whole
 * exchange has one deadline, which also ends a drip. Of an answer the status is read, and a bounded part of the body so that
 * the receiver is not cut off in the middle of it.
 */
@Component
class HttpSender implements AutoCloseable {

    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_OF_BODY = 65_536;
    private static final ContentType CLOUD_EVENT =
            ContentType.create("application/cloudevents+json", StandardCharsets.UTF_8);

    private final DeliveryProperties properties;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadline").factory());

    HttpSender(DeliveryProperties properties, Destinations destinations) {
        this.properties = properties;
        this.client = client(properties, destinations);
    }

    /** The answer, whatever its status. */
    Answer post(URI url, Map<String, String> headers, String body) throws NoAnswer {
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), CLOUD_EVENT));
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.connectTimeout()))
                .setResponseTimeout(Timeout.of(properties.requestTimeout()))
                .build());
        var late = new AtomicBoolean();
        var timer = alarm.schedule(
                () -> {
                    late.set(true);
                    request.cancel();
                },
                properties.requestTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
        var known = new AtomicReference<@Nullable Answer>();
        try {
            return client.execute(request, response -> {
                var answer = new Answer(response.getCode(), retryAfter(response));
                known.set(answer);
                readSome(response, request);
                return answer;
            });
        } catch (IOException failed) {
            var answer = known.get();
            if (answer != null) {
                return answer; // the status is known: a body that breaks off, or is too long, changes nothing
            }
            throw NoAnswer.because(failed, late.get() || failed instanceof SocketTimeoutException);
        } finally {
            timer.cancel(false);
        }
    }

    /** The client reads what is left to keep the connection: where that is too much, the connection is given up. */
    private static void readSome(ClassicHttpResponse response, HttpPost request) throws IOException {
        var entity = response.getEntity();
        if (entity != null && entity.getContent().readNBytes(MOST_OF_BODY + 1).length > MOST_OF_BODY) {
            request.cancel();
        }
    }

    /** In seconds; a date is not looked at. */
    private static Duration retryAfter(ClassicHttpResponse response) {
        var header = response.getFirstHeader("Retry-After");
        var value = header == null || header.getValue() == null
                ? ""
                : header.getValue().strip();
        return value.matches("[0-9]{1,8}") ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
    }

    private static CloseableHttpClient client(DeliveryProperties properties, Destinations destinations) {
        var http1 = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(destinations)
                // The claim bounds what one webhook may have under way; two webhooks of one host do not wait for each
                // other.
                .setMaxConnPerRoute(properties.concurrency())
                .setMaxConnTotal(properties.concurrency())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(http1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setSocketTimeout(Timeout.of(properties.requestTimeout()))
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
