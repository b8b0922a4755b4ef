package dev.colophon.publishapi.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Address of a site: absolute, http or https, without user info, query, fragment and trailing slash. */
public record BaseUrl(URI value) {

    private static final int MAX_LENGTH = 500;
    private static final String TOO_LONG = "It may have at most " + MAX_LENGTH + " characters.";
    private static final int MAX_PORT = 65_535;
    /** Where a site may be; the default of https has no number. */
    private static final Set<Integer> PORTS = Set.of(-1, 443, 8443);

    public BaseUrl {
        if (faultOf(value).isPresent()) {
            throw new IllegalArgumentException(faultOf(value).orElseThrow());
        }
    }

    /**
     * Reads an address.
     *
     * @param ownHosts lower-case hosts of our own, which may be reached without TLS, at any port, wherever they are
     * @throws IllegalArgumentException if it is not one, or not allowed; the message says why, in words for the client
     */
    static BaseUrl parse(String text, Set<String> ownHosts) {
        var address = withoutSlashesAtTheEnd(text);
        if (address.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(TOO_LONG);
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException _) {
            throw new IllegalArgumentException("It is not a URL.");
        }
        var url = new BaseUrl(uri);
        if (!ownHosts.contains(url.host())) {
            url.refuseUnlessPublic();
        }
        return url;
    }

    /** From the end: an expression would look on from each of a million slashes. */
    private static String withoutSlashesAtTheEnd(String text) {
        var end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /** A site must be no way to make our machines speak to their neighbours, or to send a password in the clear. */
    private void refuseUnlessPublic() {
        if (!"https".equals(value.getScheme())) {
            throw new IllegalArgumentException(
                    "Plain http would show the site's password to anyone on the way; this host is not exempt.");
        }
        if (!PORTS.contains(value.getPort())) {
            throw new IllegalArgumentException("Its port is neither 443 nor 8443; this host is not exempt.");
        }
        if (!PublicHosts.reachableByAnyone(host())) {
            throw new IllegalArgumentException(
                    "It is a host that only machines near ours can reach, or not clearly another; it is not exempt.");
        }
    }

    private String host() {
        return value.getHost().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> faultOf(URI uri) {
        if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
            return Optional.of("It must begin with https://.");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
            return Optional.of("It names no valid host.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return Optional.of("It must have no user, query or fragment.");
        }
        if (uri.toString().length() > MAX_LENGTH || uri.toString().endsWith("/")) {
            return Optional.of(TOO_LONG);
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
