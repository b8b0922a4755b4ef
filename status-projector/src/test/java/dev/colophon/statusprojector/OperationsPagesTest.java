package dev.colophon.statusprojector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.deadletter.DeadLetterRefused;
import dev.colophon.statusprojector.database.DatabaseRefusal;
import dev.colophon.statusprojector.invalidate.Refused;
import dev.colophon.statusprojector.operations.OperationsCode;
import dev.colophon.statusprojector.publication.Impossible;
import dev.colophon.statusprojector.rebuild.RebuildRefused;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationsPagesTest {

    private static final Pattern CODE = Pattern.compile("\"([A-Z]+(?:_[A-Z]+)+)[\":]");
    /** What a log line and a column are called, no code of an operator's. */
    private static final Set<String> NO_CODES = Set.of("COLOPHON_OPERATIONS_KEY");

    @Test
    void every_code_that_an_operator_can_see_is_explained() throws IOException {
        var codes = new TreeSet<String>();
        try (Stream<Path> sources = Files.walk(RepositoryFiles.resolve("status-projector/src/main/java"))) {
            sources.filter(path -> path.toString().endsWith(".java"))
                    .map(Contracts::read)
                    .forEach(source -> CODE.matcher(source).results().forEach(found -> codes.add(found.group(1))));
        }
        codes.removeAll(NO_CODES);
        Arrays.stream(OperationsCode.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(Refused.Code.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(DeadLetterRefused.Code.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(RebuildRefused.Code.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(DatabaseRefusal.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(Impossible.values()).map(Enum::name).forEach(codes::add);

        var explained = pages();

        assertThat(codes).hasSizeGreaterThan(30);
        assertThat(codes).allSatisfy(code -> assertThat(explained).contains("`" + code + "`"));
    }

    private static String pages() throws IOException {
        try (Stream<Path> pages = Files.walk(RepositoryFiles.resolve("docs/operations"))) {
            return pages.filter(page -> page.toString().endsWith(".md"))
                    .map(Contracts::read)
                    .collect(Collectors.joining("\n"));
        }
    }
}
