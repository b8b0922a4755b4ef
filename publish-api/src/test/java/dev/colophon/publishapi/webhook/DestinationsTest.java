package dev.colophon.publishapi.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.Samples;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The matrix of addresses to which sites are held too. */
class DestinationsTest {

    private static final String OWN = "own.example";

    static Stream<String> publicAddresses() {
        return addresses().path("public").valueStream().map(JsonNode::stringValue);
    }

    static Stream<String> refusedAddresses() {
        return addresses()
                .path("refused")
                .valueStream()
                .map(row -> row.path("address").stringValue());
    }

    @ParameterizedTest
    @MethodSource("publicAddresses")
    void a_webhooks_name_may_stand_for(String address) throws UnknownHostException {
        assertThat(standingFor(address).resolve("hooks.example")).containsExactly(InetAddress.ofLiteral(address));
        assertThat(standingFor(address).objectionTo(literal(address))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refusedAddresses")
    void a_webhooks_name_may_not_stand_for_nor_be(String address) throws UnknownHostException {
        for (var destinations : new Destinations[] {standingFor(address), standingFor("1.1.1.1", address)}) {
            assertThatThrownBy(() -> destinations.resolve("hooks.example")).isInstanceOf(Destinations.Refused.class);
            assertThat(destinations.resolve("OWN.example")).isNotEmpty();
        }
        assertThat(standingFor("1.1.1.1").objectionTo(literal(address))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://hooks.example/a        | It is no address of the web.
            hooks.example/a              | It is no address of the web.
            https:/a                     | It is no address of the web.
            https://me@hooks.example/a   | It must have no user and no fragment.
            https://hooks.example/a#b    | It must have no user and no fragment.
            https://me@own.example/a     | It must have no user and no fragment.
            http://hooks.example/a       | Plain http
            https://hooks.example:8080/a | Its port is neither
            """)
    void any_other_address_is_objected_to_in_words_for_its_client(URI address, String words) {
        assertThat(standingFor("1.1.1.1").objectionTo(address))
                .hasValueSatisfying(objection -> assertThat(objection).startsWith(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example:8443/a?b", "HTTPS://hooks.example/", "http://OWN.example:8080/a"})
    void nothing_is_objected_to_at_a_port_of_the_web_by_tls_or_at_a_host_of_our_own(URI address) {
        assertThat(standingFor("1.1.1.1").objectionTo(address)).isEmpty();
    }

    private static URI literal(String address) {
        return URI.create("https://" + (address.contains(":") ? "[" + address + "]" : address) + "/hook");
    }

    private static JsonNode addresses() {
        return Samples.read("samples/site-addresses/addresses.json");
    }

    private static Destinations standingFor(String... addresses) {
        return new Destinations(Set.of(OWN), new DnsResolver() {

            @Override
            public InetAddress[] resolve(String host) {
                return Arrays.stream(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }
}
