package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.Samples;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PublicHostsTest {

    static Stream<String> publicAddresses() {
        return addresses().path("public").valueStream().map(PublicHostsTest::asHost);
    }

    static Stream<String> refusedAddresses() {
        return addresses().path("refused").valueStream().map(row -> asHost(row.path("address")));
    }

    private static JsonNode addresses() {
        return Samples.read("samples/site-addresses/addresses.json");
    }

    private static String asHost(JsonNode address) {
        var text = address.stringValue();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    @ParameterizedTest
    @MethodSource("publicAddresses")
    void a_site_may_be_saved_where_the_publisher_connects(String host) {
        assertThat(PublicHosts.reachableByAnyone(host)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("refusedAddresses")
    void a_site_may_not_be_saved_where_the_publisher_refuses_to_connect(String host) {
        assertThat(PublicHosts.reachableByAnyone(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "news.example", "www.news.example.", "news-2.example", "a.b.c.d.example", "1.news.example", "cafe.de",
                        "a1.de",
                "8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0", "198.17.255.255",
                "198.20.0.0", "223.255.255.255", "11.0.0.0", "192.0.1.0", "[2a00:1450:4001:81b::200e]",
                        "[2606:4700::1111]"
            })
    void anyone_may_reach(String host) {
        assertThat(PublicHosts.reachableByAnyone(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "203.0.113.9",
                "198.51.100.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "192.88.99.1",
                "0177.0.0.1",
                "2130706433",
                "127.1",
                "0x7f.0.0.1",
                "0x7f000001",
                "10.0.0.010",
                "256.1.1.1",
                "1.2.3",
                "127.0.0.1.",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:10.0.0.1]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::1]",
                "[fd00::1]",
                "[fc00::1]",
                "[fe80::1]",
                "[fe80::1%25eth0]",
                "[ff02::1]",
                "[2001:db8::1]",
                "[2001::1]",
                "[2002:7f00:1::1]",
                "[3fff::1]",
                "[100::1]",
                "[5f00::1]",
                "[nonsense]",
                "localhost",
                "LocalHost",
                "localhost.",
                "db.localhost",
                "wordpress",
                "printer.local",
                "metadata.google.internal",
                "router.home.arpa",
                "host.localdomain",
                "x.0x7f",
                "x.1"
            })
    void only_our_own_machines_reach_or_programs_disagree_on(String host) {
        assertThat(PublicHosts.reachableByAnyone(host)).isFalse();
    }
}
