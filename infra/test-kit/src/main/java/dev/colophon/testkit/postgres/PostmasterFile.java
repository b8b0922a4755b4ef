package dev.colophon.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a server has written of itself into its data directory. PostgreSQL takes any live process of the recorded id for a
 * server of this folder; here only a process that was started on this folder counts.
 */
record PostmasterFile(Path data) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** The server's process, if it lives. */
    Optional<ProcessHandle> server() {
        return recorded().filter(this::servesOurData);
    }

    boolean saysReady() {
        return line(STATUS_LINE).filter("ready"::equals).isPresent();
    }

    int port() {
        return line(PORT_LINE)
                .map(Integer::valueOf)
                .orElseThrow(() -> new IllegalStateException("the server in " + data + " has not told its port"));
    }

    /**
     * Removes the file where its id now belongs to another process. In all other cases PostgreSQL itself judges, by its
     * shared memory too: sessions of a dead server may still be ending.
     */
    void forgetRecycledPid() throws IOException {
        if (recorded().isPresent() && server().isEmpty()) {
            Files.deleteIfExists(file());
        }
    }

    private Optional<ProcessHandle> recorded() {
        return line(PID_LINE).map(Long::valueOf).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive);
    }

    private boolean servesOurData(ProcessHandle process) {
        return process.info().arguments().map(List::of).orElse(List.of()).contains(data.toString());
    }

    private Optional<String> line(int index) {
        try {
            List<String> lines = Files.readAllLines(file());
            return index < lines.size() ? Optional.of(lines.get(index).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }
}
