package dev.colophon.publishapi.site;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Where this service may let itself be sent by what a client says: to what anyone may reach, and to hosts of our own, by name.
 * The rules of a site's address; the publisher, which speaks to sites, has them too.
 */
@Component
public class Addresses {

    private final SiteProperties properties;

    Addresses(SiteProperties properties) {
        this.properties = properties;
    }

    /** The address that a text names. Throws IllegalArgumentException if it is none we go to; the message says why. */
    public URI checked(String text) {
        return BaseUrl.parse(text, properties.plainHttpHosts()).value();
    }

    /** What a name stands for now. Throws UnknownHostException if any of it is not for everyone, and says nothing of it. */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var found = InetAddress.getAllByName(host);
        var name = host.toLowerCase(Locale.ROOT);
        if (!properties.plainHttpHosts().contains(name)
                && !Arrays.stream(found).allMatch(PublicHosts::reachableByAnyone)) {
            throw new UnknownHostException("not an address that anyone may reach");
        }
        return found;
    }
}
