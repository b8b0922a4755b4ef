package dev.colophon.testkit.wordpress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the JVM's one real WordPress. It is never emptied: tests use slugs of their own. The site stops and vanishes with
 * the JVM, however the JVM ends.
 */
public final class RealWordPressExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RealWordPress.class || type == WordPressUnderTest.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Shared.SITE;
    }

    /** Made when first asked for; a failed start fails every class that needs it. */
    private static final class Shared {

        /** Acts when its standard input ends, which is when this JVM is gone. */
        private static final String STOP_AND_REMOVE = """
                trap '' INT TERM HUP
                cat >/dev/null
                "$1" stop "$2"
                rm -rf "$2"
                """;

        private static final List<Process> GUARDIANS = new ArrayList<>();
        private static final RealWordPress SITE = make();

        private static RealWordPress make() {
            try {
                Path home = Files.createTempDirectory("colophon-wordpress");
                GUARDIANS.add(new ProcessBuilder(
                                "sh", "-c", STOP_AND_REMOVE, "guardian", RealWordPress.script(), home.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
                return RealWordPress.start(home);
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for a WordPress", e);
            }
        }
    }
}
