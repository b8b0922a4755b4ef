package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.trace.CallSpan;
import java.io.IOException;
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
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request once, to where {@link Destinations} let it go. No proxy, no retry, no redirect, no cookie; the whole exchange has
 * one deadline, which also ends a drip.
 */
final class BoundedHttp implements AutoCloseable {

    private static final int MOST_HEADERS = 200;
    private static final int LONGEST_LINE = 16_384;

    private final WordPressProperties properties;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-deadline").factory());

    BoundedHttp(WordPressProperties properties, Destinations destinations) {
        this.properties = properties;
        this.client = client(properties, destinations);
    }

    /** What the handler makes of the answer, whatever its status. Throws {@link NoAnswer} where none came in time, or it threw. */
    <T> T send(HttpUriRequestBase request, Deadline deadline, HttpClientResponseHandler<T> handler) throws NoAnswer {
        long millis = Math.min(
                deadline.remaining().toMillis(), properties.requestTimeout().toMillis());
        if (millis <= 0) {
            throw new NoAnswer(false, "VISIT_OVERRUN", "The visit's time was up before the request was sent.");
        }
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.connectTimeout()))
                .setResponseTimeout(Timeout.of(properties.requestTimeout()))
                .build());
        var late = new AtomicBoolean();
        var timer = alarm.schedule(() -> abort(request, late), millis, TimeUnit.MILLISECONDS);
        try (var span =
                CallSpan.begin(request.getMethod(), request.getAuthority().getHostName(), pathOf(request))) {
            try {
                return client.execute(request, answer -> {
                    span.answered(answer.getCode());
                    return handler.handleResponse(answer);
                });
            } catch (IOException failed) {
                var noAnswer = NoAnswer.because(failed, late.get() ? Duration.ofMillis(millis) : null);
                span.failed(noAnswer.code());
                throw noAnswer;
            }
        } finally {
            timer.cancel(false);
        }
    }

    private static String pathOf(HttpUriRequestBase request) {
        String path = request.getPath();
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static void abort(HttpUriRequestBase request, AtomicBoolean late) {
        late.set(true);
        request.cancel();
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
