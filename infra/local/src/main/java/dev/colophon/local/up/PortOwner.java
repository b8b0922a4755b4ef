package dev.colophon.local.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process listens on a port, as far as Linux tells this user. */
final class PortOwner {

    private static final String LISTENING = "0A";
    private static final Path PROCESSES = Path.of("/proc");
    private static final int COMMAND_LENGTH = 60;

    private PortOwner() {}

    /** Such as "process 4711 (java -jar other.jar)". */
    static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> socket(Path.of(table), port).stream())
                .flatMap(socket -> holder(socket).stream())
                .findFirst()
                .map(process -> "process %d (%s)".formatted(process.pid(), command(process)));
    }

    private static Optional<String> socket(Path table, int port) {
        var suffix = ":%04X".formatted(port);
        try {
            return Files.readAllLines(table).stream()
                    .map(line -> List.of(line.strip().split("\\s+")))
                    .filter(fields -> fields.size() > 9)
                    .filter(fields -> fields.get(1).toUpperCase(Locale.ROOT).endsWith(suffix))
                    .filter(fields -> fields.get(3).equals(LISTENING))
                    .map(fields -> "socket:[" + fields.get(9) + "]")
                    .findFirst();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> holder(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process, socket))
                .findFirst();
    }

    private static boolean holds(ProcessHandle process, String socket) {
        var files = PROCESSES.resolve(String.valueOf(process.pid())).resolve("fd");
        try (var all = Files.list(files)) {
            return all.anyMatch(file -> leadsTo(file, socket));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static boolean leadsTo(Path file, String socket) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String command(ProcessHandle process) {
        var line = process.info().commandLine().orElse("unknown");
        return line.length() <= COMMAND_LENGTH ? line : line.substring(0, COMMAND_LENGTH) + "…";
    }
}
