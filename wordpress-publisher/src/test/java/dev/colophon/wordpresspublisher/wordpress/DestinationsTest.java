package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpServer;
import dev.colophon.wordpresspublisher.Contracts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** That a site is no way to make us speak to our neighbours: FAULTS's matrix, at the moment of connecting. */
class DestinationsTest {

    private static final String FOREIGN = "news.example";
    private static final String OWN = "own.example";
    private static final String PUBLIC = "1.1.1.1";

    static Stream<String> publicAddresses() {
        return addresses().path("public").valueStream().map(JsonNode::stringValue);
    }

    static Stream<String> refusedAddresses() {
        return addresses()
                .path("refused")
                .valueStream()
                .map(row -> row.path("address").stringValue());
    }

    private static JsonNode addresses() {
        return Contracts.sample("site-addresses/addresses.json");
    }

    @ParameterizedTest
    @MethodSource("publicAddresses")
    void a_name_may_stand_for(String address) throws UnknownHostException {
        assertThat(standingFor(address).resolve(FOREIGN)).containsExactly(InetAddress.ofLiteral(address));
    }

    @ParameterizedTest
    @MethodSource("refusedAddresses")
    void a_name_may_not_stand_for_nor_be(String address) {
        assertRefused(standingFor(address), FOREIGN);
        assertRefused(standingFor(PUBLIC, address), FOREIGN);
        assertRefused(standingFor(address, PUBLIC), FOREIGN);
        assertRefused(new Destinations(Set.of(OWN), new Names(host -> literal(host))), address);
    }

    @ParameterizedTest
    @MethodSource("refusedAddresses")
    void a_host_of_our_own_may_be_anywhere(String address) throws UnknownHostException {
        assertThat(standingFor(address).resolve("OWN.example")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://news.example, ''",
        "https://news.example:443/blog, ''",
        "HTTPS://news.example:8443, ''",
        "http://own.example:8080/blog, ''",
        "https://OWN.example:9200, ''",
        "http://news.example, neither https",
        "http://127.0.0.1, neither https",
        "https://news.example:22, neither 443 nor 8443",
        "https://news.example:5432, neither 443 nor 8443",
        "https://news.example:80, neither 443 nor 8443",
        "ftp://own.example, not one of a web site",
        "file:///etc/passwd, not one of a web site",
        "gopher://own.example:6379, not one of a web site",
        "https://user:secret@news.example, not one of a web site",
        "https:news.example, not one of a web site"
    })
    void of_addresses_only_https_at_a_port_of_the_web_is_spoken_to_and_hosts_of_our_own(String site, String objection) {
        var found = standingFor(PUBLIC).objectionTo(URI.create(site));

        assertThat(found.isEmpty()).isEqualTo(objection.isEmpty());
        assertThat(found.orElse("")).contains(objection).doesNotContain("secret");
    }

    @Test
    void a_name_that_was_public_when_it_was_looked_at_is_refused_when_it_stands_for_us_at_connect() throws IOException {
        Deque<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1", "127.0.0.1"));
        var destinations = new Destinations(Set.of(OWN), new Names(_ -> literal(answers.remove())));
        try (ServerSocketChannel neighbour = neighbour();
                HttpSender sender = new HttpSender(waiting(Duration.ofMinutes(1)), destinations);
                HttpSender impatient = new HttpSender(waiting(Duration.ofSeconds(5)), destinations)) {
            assertThat(destinations.resolve(FOREIGN)).hasSize(1);

            assertThatThrownBy(() -> send(sender, at(FOREIGN, neighbour)))
                    .asInstanceOf(type(NoAnswer.class))
                    .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_ADDRESS_REFUSED"))
                    .satisfies(refusal -> assertThat(refusal.sent()).isFalse())
                    .satisfies(refusal -> assertThat(refusal).hasMessageNotContaining("127.0.0.1"));

            assertThat(neighbour.accept()).as("connections of a foreign name").isNull();
            assertThatThrownBy(() -> send(impatient, at(OWN, neighbour))).isInstanceOf(NoAnswer.class);
            assertThat(neighbour.accept())
                    .as("connections of a name that is exempt: what the first would have come to")
                    .isNotNull();
        }
    }

    @Test
    void an_address_in_place_of_a_name_is_looked_at_too() throws IOException {
        try (ServerSocketChannel neighbour = neighbour();
                HttpSender sender = new HttpSender(
                        waiting(Duration.ofMinutes(1)),
                        new Destinations(Set.of(OWN), new Names(host -> literal(host))))) {
            for (String host : List.of("127.0.0.1", "[::ffff:127.0.0.1]", "[::1]")) {
                assertThatThrownBy(() -> send(sender, at(host, neighbour)))
                        .asInstanceOf(type(NoAnswer.class))
                        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_ADDRESS_REFUSED"));
            }
            assertThat(neighbour.accept()).isNull();
        }
    }

    @Test
    void the_address_that_was_looked_at_is_the_one_that_is_connected_to_and_a_redirect_leads_nowhere()
            throws Exception {
        var asked = new AtomicInteger();
        DnsResolver names = new Names(_ -> {
            asked.incrementAndGet();
            return literal("127.0.0.1"); // no other resolver knows own.example
        });
        try (ServerSocketChannel neighbour = neighbour();
                HttpSender sender =
                        new HttpSender(waiting(Duration.ofMinutes(1)), new Destinations(Set.of(OWN), names))) {
            HttpServer site = redirecting(at("127.0.0.1", neighbour));
            try {
                var uri = URI.create("http://" + OWN + ":" + site.getAddress().getPort() + "/wp-json/");
                assertThat(send(sender, uri).status()).isEqualTo(302);
                assertThat(send(sender, uri).status()).isEqualTo(302);
                assertThat(asked).as("look-ups for one connection").hasValue(1);
                assertThat(neighbour.accept()).isNull();
            } finally {
                site.stop(0);
            }
        }
    }

    private static void assertRefused(Destinations destinations, String host) {
        assertThatThrownBy(() -> destinations.resolve(host)).isInstanceOf(Destinations.Refused.class);
    }

    private static Destinations standingFor(String... addresses) {
        return new Destinations(
                Set.of(OWN),
                new Names(_ ->
                        Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new)));
    }

    private static InetAddress[] literal(String text) {
        return new InetAddress[] {InetAddress.ofLiteral(text)};
    }

    private static ServerSocketChannel neighbour() throws IOException {
        ServerSocketChannel channel =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        channel.configureBlocking(false);
        return channel;
    }

    private static URI at(String host, ServerSocketChannel server) throws IOException {
        return URI.create(
                "http://" + host + ":" + ((InetSocketAddress) server.getLocalAddress()).getPort() + "/wp-json/");
    }

    private static HttpServer redirecting(URI target) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", target.toString());
            byte[] body = "moved".getBytes(UTF_8);
            exchange.sendResponseHeaders(302, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Answer send(HttpSender sender, URI uri) throws NoAnswer {
        return sender.send(
                "GET",
                uri,
                new Caller("Basic none", "test"),
                null,
                Deadline.after(Duration.ofMinutes(2), System::nanoTime));
    }

    private static final KindProperties KINDS = new KindProperties(Duration.ofMinutes(1), Duration.ofMinutes(1), 1);
    private static final CompanionProperties STOCK = new CompanionProperties(false, false, Duration.ofMinutes(1));

    private static WordPressProperties waiting(Duration most) {
        return new WordPressProperties(
                most, most, DataSize.ofMegabytes(1), 2, 4, Set.of(), 10, Duration.ofMinutes(1), STOCK, KINDS);
    }

    /** A resolver of names that is asked for nothing else. */
    private record Names(Lookup lookup) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return lookup.of(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return Objects.requireNonNull(host);
        }
    }

    private interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }
}
