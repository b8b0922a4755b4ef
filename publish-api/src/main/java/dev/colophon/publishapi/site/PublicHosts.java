package dev.colophon.publishapi.site;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells hosts that anyone may reach from those that only our own machines can: a site must not be a way to make them speak
 * to their neighbours. By networks of our own list, since the questions that Java answers leave several of them out. Asks
 * nobody: what a name stands for can change later, and is looked at by whoever connects.
 */
final class PublicHosts {

    /** What is of special use in IPv4 (the registry of IANA), and of IPv6 what lies within the global unicast block. */
    private static final List<Network> SPECIAL = networks(
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
            "3fff::/20");
    /** Of IPv6, all outside this block is local, mapped, translated or not given to anyone. */
    private static final Network GLOBAL = Network.parse("2000::/3");

    private static final Pattern LOCAL_NAME =
            Pattern.compile("[^.]+|(?:.+\\.)?(?:localhost|local|localdomain|internal|home\\.arpa)");
    private static final Pattern STRICT_IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    /** Programs disagree on what these mean: 0177.0.0.1 is 127.0.0.1 for some and 177.0.0.1 for others. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:0x[0-9a-f]*|[0-9]+)");

    private PublicHosts() {}

    /**
     * Whether a host is one that anyone may reach, as far as its name says.
     *
     * @param host of a URI: a name, an IPv4 address, or an IPv6 address in brackets
     */
    static boolean reachableByAnyone(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        var bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.startsWith("[") && bare.endsWith("]")) {
            return isPublic(bare.substring(1, bare.length() - 1));
        }
        if (STRICT_IPV4.matcher(bare).matches()) {
            return isPublic(bare);
        }
        return !NUMERIC.matcher(bare).matches() && !LOCAL_NAME.matcher(bare).matches();
    }

    private static boolean isPublic(String literal) {
        try {
            return reachableByAnyone(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** Whether this address is one that anyone may reach. */
    static boolean reachableByAnyone(InetAddress which) {
        var address = which.getAddress();
        return SPECIAL.stream().noneMatch(network -> network.contains(address))
                && (address.length == Network.IPV4_BYTES || GLOBAL.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return List.of(texts).stream().map(Network::parse).toList();
    }
}
