package dev.colophon.wordpresspublisher.wordpress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Where this service lets itself be sent. A site is no way to make it speak to its neighbours: the HTTP client resolves names
 * here alone, once for each connection, and connects to the very addresses that were looked at, so that a name that stands
 * for another address a moment later (DNS rebinding) is of no use. Hosts of our own are exempt, by name.
 */
final class Destinations implements DnsResolver {

    /** Where a site may be; the default of https has no number. The same as publish-api's when a site is saved. */
    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

    private final Set<String> ownHosts;
    private final DnsResolver names;

    /** {@code ownHosts} in lower case. */
    Destinations(Set<String> ownHosts, DnsResolver names) {
        this.ownHosts = Set.copyOf(ownHosts);
        this.names = names;
    }

    /** Why a site's address is not spoken to, whatever its name stands for; empty if nothing is against it. */
    Optional<String> objectionTo(URI site) {
        String scheme = String.valueOf(site.getScheme()).toLowerCase(Locale.ROOT);
        boolean http = scheme.equals("http");
        if (site.getHost() == null || site.getRawUserInfo() != null || !(http || scheme.equals("https"))) {
            return Optional.of("The site's address is not one of a web site.");
        }
        if (own(site.getHost())) {
            return Optional.empty();
        }
        if (http) {
            return Optional.of(
                    "The site's address is neither https nor on a host that COLOPHON_PLAIN_HTTP_HOSTS names.");
        }
        return PORTS.contains(site.getPort())
                ? Optional.empty()
                : Optional.of("The site's port is neither 443 nor 8443.");
    }

    /** What the name stands for now; {@link Refused} where any of it is not for everyone, since such a name is no site's. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!own(host) && !Arrays.stream(found).allMatch(PublicAddresses::contain)) {
            throw new Refused();
        }
        return found;
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean own(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return ownHosts.contains(name) || ownHosts.contains("[" + name + "]");
    }

    /** The name stands for an address that only machines near ours can reach. Which one is not told: it is nobody's business. */
    static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1;

        Refused() {
            super("not an address that anyone may reach");
        }
    }
}
