package dev.colophon.benchmark.publish;

import dev.colophon.testkit.wordpress.Account;
import java.net.URI;

/**
 * What both contenders publish to.
 *
 * @param key of the site, as it is registered
 * @param shares whether it computes on this machine, and so takes its time from the pipeline and loses its own to it
 */
record Target(String key, URI address, Account editor, Protocol protocol, boolean shares) {

    /** For a plot. */
    String label() {
        return (shares ? "here" : "elsewhere") + (protocol == Protocol.STOCK ? ", stock" : ", plugin");
    }

    String words() {
        return (shares ? "real WordPress on this machine, " : "a site elsewhere, ")
                + (protocol == Protocol.STOCK ? "stock" : "with the plugin");
    }
}
