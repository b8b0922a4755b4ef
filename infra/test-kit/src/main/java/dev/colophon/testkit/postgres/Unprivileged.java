package dev.colophon.testkit.postgres;

import dev.colophon.testkit.process.Command;
import java.time.Duration;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. In a user namespace without a mapping a process of root's is nobody, and still owns
 * its files; for any other user nothing is needed.
 */
final class Unprivileged {

    private static final List<String> NAMESPACE = List.of("unshare", "-U");
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Unprivileged() {}

    /** @return what to put before a command; empty for an ordinary user */
    static List<String> prefix() {
        return "root".equals(System.getProperty("user.name")) ? Root.PREFIX : List.of();
    }

    /** Asked once, and only of root. */
    private static final class Root {

        private static final List<String> PREFIX = namespace();

        private static List<String> namespace() {
            Command.Outcome tried = Command.tryRun(List.of("unshare", "-U", "true"), DEADLINE);
            if (tried.exitCode() != 0) {
                throw new IllegalStateException(
                        "PostgreSQL refuses to run as root, and this system gives no user namespace (%s): run as another user"
                                .formatted(tried.output().strip()));
            }
            return NAMESPACE;
        }
    }
}
