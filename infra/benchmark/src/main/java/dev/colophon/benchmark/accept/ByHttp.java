package dev.colophon.benchmark.accept;

import java.io.IOException;

/** A job through the door. */
record ByHttp(Wire wire) implements Work {

    ByHttp(Door door) throws IOException {
        this(door.wire());
    }

    @Override
    public void once(String token) throws IOException {
        if (wire.post("/v1/publications", token, Jobs.body(token)).status() != 202) {
            throw new IllegalStateException("not a new job: " + token);
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
