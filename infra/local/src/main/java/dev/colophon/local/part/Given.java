package dev.colophon.local.part;

import dev.colophon.testkit.process.FreePorts;

/** What is not ours to start and stop: it is up if it listens. */
final class Given {

    private Given() {}

    static Presence presence(int port) {
        var address = "127.0.0.1:" + port;
        return FreePorts.isFree(port) ? Presence.down(address) : Presence.up(0, address);
    }
}
