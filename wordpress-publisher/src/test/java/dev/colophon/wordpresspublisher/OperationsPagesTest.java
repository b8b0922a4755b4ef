package dev.colophon.wordpresspublisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import dev.colophon.wordpresspublisher.database.DatabaseRefusal;
import dev.colophon.wordpresspublisher.operations.OperationsCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationsPagesTest {

    private static final Pattern CODE = Pattern.compile(
            "\"((?:WP|SITE|RETRIES|WAITED|VARIANT|DUPLICATE|FOREIGN|VISIT|CIRCUIT|PAST|RECONCILE|OPERATIONS|LEDGER)_[A-Z_]+)\"");

    @Test
    void every_code_that_an_operator_can_see_has_a_page() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(RepositoryFiles.resolve("wordpress-publisher/src/main/java"))) {
            sources.filter(path -> path.toString().endsWith(".java"))
                    .map(Contracts::read)
                    .forEach(source -> CODE.matcher(source).results().forEach(found -> codes.add(found.group(1))));
        }

        Arrays.stream(DatabaseRefusal.values()).map(Enum::name).forEach(codes::add);
        Arrays.stream(OperationsCode.values())
                .map(Enum::name)
                .filter(code -> CODE.matcher('"' + code + '"').matches())
                .forEach(codes::add);

        assertThat(codes).hasSizeGreaterThan(25);
        assertThat(codes)
                .allSatisfy(code -> assertThat(RepositoryFiles.resolve("docs/operations/" + code + ".md"))
                        .exists());
    }
}
