package dev.colophon.local.part;

import dev.colophon.local.config.Ground;
import dev.colophon.local.config.Listener;
import dev.colophon.local.config.Settings;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A server that the services stand on: ours to start and stop, or given, and then only made ready for them. */
abstract class ServerPart implements Part {

    private final int port;
    private final boolean isGiven;

    ServerPart(Settings settings, Listener listener) {
        port = settings.port(listener);
        isGiven = settings.ground() == Ground.GIVEN;
    }

    /** The process of the server, if it lives. */
    abstract OptionalLong process();

    abstract void startServer(Consumer<String> detail);

    /** What the services expect to find on it; repeatable. */
    abstract void makeReady(Consumer<String> detail);

    abstract void stopServer();

    @Override
    public final boolean isOurs() {
        return !isGiven;
    }

    @Override
    public final Presence presence() {
        if (isGiven) {
            return Given.presence(port);
        }
        OptionalLong process = process();
        return process.isPresent() ? Presence.up(process.getAsLong(), address()) : Presence.down(address());
    }

    @Override
    public final void start(Consumer<String> detail) {
        if (!isGiven) {
            startServer(detail);
        }
        makeReady(detail);
    }

    @Override
    public final void stop() {
        if (!isGiven) {
            stopServer();
        }
    }

    final int port() {
        return port;
    }

    final String address() {
        return "127.0.0.1:" + port;
    }
}
