package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.site.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends one message once, to where a client said, and only if anyone may reach that: names are resolved here alone, once per
 * connection, and the address that was looked at is the one connected to. No proxy, no redirect, no retry, no cookie; of the
 * answer only the status is of interest, so that nothing more is read.
 */
@Component
class Receivers implements AutoCloseable {

    private static final int CONNECTIONS = 16;

    private final CloseableHttpClient client;
    private final WebhookProperties properties;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("webhook-deadline").factory());

    Receivers(Addresses addresses, WebhookProperties properties) {
        this.properties = properties;
        this.client = client(new Checked(addresses), Timeout.of(properties.patience()));
    }

    /** The status of the answer. Throws IOException where none came in time, or nothing was sent. */
    int post(URI url, Map<String, String> headers, String body) throws IOException {
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(properties.patience()))
                .setResponseTimeout(Timeout.of(properties.patience()))
                .build());
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        var timer = alarm.schedule(
                () -> {
                    request.cancel();
                },
                properties.patience().toMillis(),
                TimeUnit.MILLISECONDS);
        // Not consumed: the connection is dropped with whatever else the answer holds.
        try (var answer = client.executeOpen(null, request, null)) {
            return answer.getCode();
        } finally {
            request.cancel();
            timer.cancel(false);
        }
    }

    private static CloseableHttpClient client(DnsResolver names, Timeout patience) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(CONNECTIONS)
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(patience)
                                .setSocketTimeout(patience)
                                .build())
                        .build())
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

    /** Resolves names to addresses that anyone may reach. */
    private record Checked(Addresses addresses) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return addresses.resolve(host);
        }

        @Override
        public @Nullable String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
