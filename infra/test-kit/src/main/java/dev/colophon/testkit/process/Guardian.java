package dev.colophon.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Clears up after this JVM however it ends, kill -9 included: a tiny shell holds the other end of a pipe, and acts when
 * the pipe closes. What a test starts is thus never left behind.
 */
public final class Guardian {

    /**
     * $1 is a file whose first line is a process id (read at the end, since a server may have been restarted). The id of a dead process
     * is given to another one, or to a thread of one, and that began after the file was written: it is left alone.
     */
    private static final String KILL_AND_REMOVE = """
            trap '' INT TERM HUP
            is_meant() {
              ticks=$(sed 's/.*) //' "/proc/$2/stat" | cut -d ' ' -f 20)
              began=$(($(sed -n 's/^btime //p' /proc/stat) + ticks / $(getconf CLK_TCK)))
              [ -n "$ticks" ] && [ "$began" -le $(($(stat -c %Y "$1") + 2)) ]
            }
            cat >/dev/null
            if read -r pid <"$1" && is_meant "$1" "$pid"; then
              kill -"$2" "$pid"
              for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do is_meant "$1" "$pid" || break; sleep 0.1; done
              ! is_meant "$1" "$pid" || kill -9 "$pid"
            fi
            rm -rf "$3"
            """;

    private static final List<Process> HELD = new ArrayList<>();

    private Guardian() {}

    /**
     * When this JVM ends, signals the process named in the file, kills it if it lingers for two seconds, and removes the folder.
     *
     * @param signal name without SIG
     */
    public static synchronized void killAndRemove(Path pidFile, String signal, Path folder) {
        try {
            HELD.add(new ProcessBuilder(
                            "sh", "-c", KILL_AND_REMOVE, "guardian", pidFile.toString(), signal, folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start the guardian of " + folder, e);
        }
    }
}
