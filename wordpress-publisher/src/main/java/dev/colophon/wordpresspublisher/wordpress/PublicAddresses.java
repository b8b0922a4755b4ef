package dev.colophon.wordpresspublisher.wordpress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses anyone may reach, by a list of our own (IANA's registries of special addresses): what Java answers about
 * an address leaves several networks out. publish-api has the same list for the names that it stores; both are held to
 * {@code docs/contracts/samples/site-addresses}.
 */
final class PublicAddresses {

    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    /** Of IPv6, all outside this block is local, mapped, translated (NAT64) or not given to anyone. */
    private static final Network GLOBAL = Network.parse("2000::/3");

    private PublicAddresses() {}

    static boolean contain(InetAddress address) {
        return (address instanceof Inet4Address || GLOBAL.contains(address))
                && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }
}
