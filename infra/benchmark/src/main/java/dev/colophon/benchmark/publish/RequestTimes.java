package dev.colophon.benchmark.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * WordPress's own account of how long it worked on each REST request: a must-use plugin writes a line at each end, from the time at
 * which PHP took the request.
 */
final class RequestTimes {

    @SuppressWarnings("InlineFormatString") // it stands at the head
    private static final String PLUGIN = """
            <?php
            // Benchmark only: the milliseconds of each REST request, at its very end.
            if (str_starts_with($_SERVER['REQUEST_URI'], '/wp-json/')) {
                register_shutdown_function(static function () {
                    file_put_contents(
                        '%s',
                        sprintf("%%.3f\\n", (microtime(true) - $_SERVER['REQUEST_TIME_FLOAT']) * 1000),
                        FILE_APPEND | LOCK_EX
                    );
                });
            }
            """;

    private final Path file;

    private RequestTimes(Path file) {
        this.file = file;
    }

    static RequestTimes at(Path home) throws IOException {
        var file = Files.createFile(home.resolve("request-times"));
        Files.writeString(home.resolve("site/wp-content/mu-plugins/request-times.php"), PLUGIN.formatted(file));
        return new RequestTimes(file);
    }

    /** How many lines there are: to be given to {@link #since}. */
    int mark() throws IOException {
        return lines().size();
    }

    /** Milliseconds of each request since. */
    double[] since(int mark) throws IOException {
        return lines().stream().skip(mark).mapToDouble(Double::parseDouble).toArray();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file, StandardCharsets.US_ASCII);
    }
}
