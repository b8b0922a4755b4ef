package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0,255.255.255.255,true",
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "172.16.0.0/12,172.31.255.255,true",
        "172.16.0.0/12,172.32.0.0,false",
        "192.168.1.0/31,192.168.1.1,true",
        "192.168.1.0/31,192.168.1.2,false",
        "192.168.1.1/32,192.168.1.1,true",
        "192.168.1.1/32,192.168.1.0,false",
        "240.0.0.0/4,255.0.0.1,true",
        "240.0.0.0/4,239.255.255.255,false",
        "2001:db8::/32,2001:db8:ffff::1,true",
        "2001:db8::/32,2001:db9::,false",
        "::/0,10.0.0.1,false",
        "0.0.0.0/0,2001:db8::1,false",
        "::1/128,::1,true",
        "::1/128,::,false"
    })
    void an_address_is_in_a_network_whose_first_bits_it_has(String network, String address, boolean in) {
        assertThat(Network.parse(network)
                        .contains(InetAddress.ofLiteral(address).getAddress()))
                .isEqualTo(in);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", "ten/8"})
    void what_is_no_network_stops_the_start(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
