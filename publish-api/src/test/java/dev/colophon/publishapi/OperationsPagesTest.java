package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.database.DatabaseRefusal;
import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationsPagesTest {

    private static final Pattern CODE =
            Pattern.compile("[\"'( ]((?:WEBHOOKS?|EVENT|TOO_MANY_WEBHOOKS)[A-Z_]*_[A-Z_]+|TOO_MANY_WEBHOOKS)[\"':( ]");

    @Test
    void every_code_of_a_webhook_that_anyone_can_see_is_explained() throws IOException {
        var codes = new TreeSet<String>();
        try (var sources = Files.walk(RepositoryFiles.resolve("publish-api/src/main/java"))) {
            for (var source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                CODE.matcher(Files.readString(source)).results().forEach(found -> codes.add(found.group(1)));
            }
        }
        var page = Files.readString(RepositoryFiles.resolve("docs/operations/webhooks.md"));

        assertThat(codes).hasSizeGreaterThan(15);
        assertThat(codes).allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    @ParameterizedTest
    @EnumSource(DatabaseRefusal.class)
    void every_reason_to_do_no_work_has_a_page(DatabaseRefusal refusal) {
        assertThat(RepositoryFiles.resolve("docs/operations/" + refusal + ".md"))
                .exists();
    }
}
