package dev.colophon.publishapi.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.colophon.publishapi.webhook.Destinations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

/** What a webhook's server, or its name, may do to us: nothing. */
class HttpSenderTest {

    private static final String FOREIGN = "hooks.example";
    private static final String OWN = "own.example";
    /** In which even the first message of all has come to its server: only then can it go unanswered. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void a_name_that_was_public_when_it_was_saved_is_refused_when_it_stands_for_us_at_connect() throws IOException {
        Deque<String> answers = new ArrayDeque<>(List.of("1.1.1.1", "127.0.0.1", "127.0.0.1"));
        var destinations = new Destinations(Set.of(OWN), new Names(_ -> answers.remove()));
        try (var neighbour = listening();
                var sender = new HttpSender(waiting(SHORT), destinations)) {
            assertThat(destinations.objectionTo(URI.create("https://" + FOREIGN)))
                    .isEmpty();
            assertThat(destinations.resolve(FOREIGN)).hasSize(1);

            assertThatThrownBy(() -> post(sender, at(FOREIGN, neighbour)))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WEBHOOK_ADDRESS_REFUSED"));

            assertThat(neighbour.accept()).as("connections of a foreign name").isNull();
            assertThatThrownBy(() -> post(sender, at(OWN, neighbour)))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(silence -> assertThat(silence.code()).isEqualTo("WEBHOOK_NO_ANSWER"));
            assertThat(neighbour.accept())
                    .as("connections of a name that is exempt: what the first would have come to")
                    .isNotNull();
        }
    }

    @Test
    void of_a_name_with_one_private_address_among_others_none_is_used() {
        DnsResolver names = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("10.0.0.1")};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };

        assertThatThrownBy(() -> new Destinations(Set.of(), names).resolve(FOREIGN))
                .isInstanceOf(Destinations.Refused.class)
                .hasMessageNotContaining("10.0.0.1");
    }

    @Test
    void an_answer_that_drips_ends_at_the_deadline() throws Exception {
        try (var server = listening();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var drips = Executors.newSingleThreadScheduledExecutor();
                var sender =
                        new HttpSender(waiting(SHORT), new Destinations(Set.of(OWN), new Names(_ -> "127.0.0.1")))) {
            server.configureBlocking(true);
            var accepted = threads.submit(() -> {
                var connection = server.accept();
                write(connection, "HTTP/1.1 200 OK\r\nX-Long: ");
                var _ = drips.scheduleAtFixedRate(() -> write(connection, "x"), 0, 50, TimeUnit.MILLISECONDS);
                return connection;
            });

            assertThatThrownBy(() -> post(sender, at(OWN, server)))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(late -> assertThat(late.code()).isEqualTo("WEBHOOK_NO_ANSWER"));
            accepted.get().close();
        }
    }

    @Test
    void an_endless_body_is_not_read_to_its_end() throws Exception {
        try (var server = listening();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var sender =
                        new HttpSender(waiting(LONG), new Destinations(Set.of(OWN), new Names(_ -> "127.0.0.1")))) {
            server.configureBlocking(true);
            var endless = threads.submit(() -> {
                try (var connection = server.accept()) {
                    connection.write(ByteBuffer.wrap(
                            "HTTP/1.1 202 Accepted\r\nContent-Length: 999999999999\r\nRetry-After: 7\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII)));
                    var sent = 0L;
                    try {
                        while (true) {
                            sent += connection.write(ByteBuffer.allocate(65_536));
                        }
                    } catch (IOException _) {
                        return sent;
                    }
                }
            });

            assertThat(post(sender, at(OWN, server))).isEqualTo(new Answer(202, Duration.ofSeconds(7)));
            assertThat(endless.get()).as("bytes that fit on the way").isLessThan(100_000_000);
        }
    }

    @Test
    void a_server_that_hangs_up_or_is_not_there_is_told_as_that() throws Exception {
        try (var server = listening();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var sender =
                        new HttpSender(waiting(LONG), new Destinations(Set.of(OWN), new Names(_ -> "127.0.0.1")))) {
            server.configureBlocking(true);
            var uri = at(OWN, server);
            var hangingUp = threads.submit(() -> {
                try (var connection = server.accept()) {
                    return connection.read(ByteBuffer.allocate(65_536));
                }
            });
            assertThatThrownBy(() -> post(sender, uri))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(broken -> assertThat(broken.code()).isEqualTo("WEBHOOK_CONNECTION_LOST"));
            assertThat(hangingUp.get()).isPositive();
            var nobodys = closed();
            assertThatThrownBy(() -> post(sender, nobodys))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(nobody -> assertThat(nobody.code()).isEqualTo("WEBHOOK_UNREACHABLE"));
        }
    }

    /** Ends the dripping where the other side has hung up. */
    private static void write(SocketChannel connection, String text) {
        try {
            connection.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException hungUp) {
            throw new UncheckedIOException(hungUp);
        }
    }

    private static Answer post(HttpSender sender, String url) throws NoAnswer {
        return sender.post(URI.create(url), Map.of("webhook-id", "1"), "{}");
    }

    private static ServerSocketChannel listening() throws IOException {
        var channel = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static String closed() throws IOException {
        try (var gone = listening()) {
            return at(OWN, gone);
        }
    }

    private static String at(String host, ServerSocketChannel server) throws IOException {
        return "http://" + host + ":" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/";
    }

    static DeliveryProperties waiting(Duration most) {
        return new DeliveryProperties(
                most,
                most,
                most.multipliedBy(5),
                Duration.ofSeconds(1),
                4,
                2,
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofDays(3),
                Duration.ofDays(30),
                100);
    }

    /** A resolver of names that is asked for nothing else. */
    private record Names(Lookup lookup) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.ofLiteral(lookup.of(host))};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private interface Lookup {
        String of(String host);
    }
}
