package dev.colophon.publishapi.webhook;

import dev.colophon.publishapi.site.PublicHosts;
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
 * Where this service lets a webhook send it: https, a port of the web, a host that anyone may reach; or a host of our own. Asked
 * when a webhook is saved and again before each delivery. Names are resolved here alone, once for each connection, and the
 * client connects to the very addresses that were looked at, so that a name that stands for another address a moment later
 * (DNS rebinding) is of no use.
 */
public final class Destinations implements DnsResolver {

    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

    private static final int TRIED_MAX = 2;

    private final Set<String> ownHosts;
    private final DnsResolver names;

    /** {@code ownHosts} in lower case. */
    public Destinations(Set<String> ownHosts, DnsResolver names) {
        this.ownHosts = Set.copyOf(ownHosts);
        this.names = names;
    }

    /** Why nothing is sent to this address, in words for its client; empty if nothing is against it. */
    public Optional<String> objectionTo(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            return Optional.of("It is no address of the web.");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("It must have no user and no fragment.");
        }
        if (own(url.getHost())) {
            return Optional.empty();
        }
        if (!scheme.equals("https")) {
            return Optional.of("Plain http would show the events to anyone on the way; this host is not exempt.");
        }
        if (!PORTS.contains(url.getPort())) {
            return Optional.of("Its port is neither 443 nor 8443; this host is not exempt.");
        }
        return PublicHosts.reachableByAnyone(url.getHost())
                ? Optional.empty()
                : Optional.of("It is a host that only machines near ours can reach, or not clearly another.");
    }

    /** What the name stands for now; {@link Refused} where any of it is not for everyone. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = names.resolve(host);
        if (!own(host) && !Arrays.stream(found).allMatch(PublicHosts::reachableByAnyone)) {
            throw new Refused();
        }
        return Arrays.copyOf(found, Math.min(found.length, TRIED_MAX)); // each may take as long as connecting may
    }

    @Override
    public @Nullable String resolveCanonicalHostname(String host) {
        return host;
    }

    private boolean own(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return ownHosts.contains(name) || ownHosts.contains("[" + name + "]");
    }

    /** The name stands for an address that only machines near ours can reach. Which one is nobody's business. */
    public static final class Refused extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        Refused() {
            super("not an address that anyone may reach");
        }
    }
}
