package dev.colophon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the commands which the pages tell a reader to type are there. */
class CommandsTest {

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```[a-z]*\n(.*?)^ *```");
    private static final Pattern SCRIPT =
            Pattern.compile("(?m)^ *(?:[A-Z_]+=\\S+(?: [^ )]+\\))? )*((?:infra|docs)/[\\w./-]+)");
    private static final Pattern MODULES = Pattern.compile("mvn [^\n]*-pl ([\\w./,-]+)");

    @Test
    void every_script_that_a_page_calls_is_there_and_can_be_run() throws IOException {
        var called = new ArrayList<Path>();
        for (var page : MarkdownPage.below(RepositoryFiles.root())) {
            for (var script : found(SCRIPT, page)) {
                var file = RepositoryFiles.root().resolve(script);
                assertThat(file).as("called by %s", page.file()).isExecutable();
                called.add(file);
            }
        }

        assertThat(called).hasSizeGreaterThan(15);
    }

    @Test
    void every_module_that_a_page_names_to_maven_is_one() throws IOException {
        var pom = Files.readString(RepositoryFiles.resolve("pom.xml"));
        var named = new ArrayList<String>();
        for (var page : MarkdownPage.below(RepositoryFiles.root())) {
            for (var modules : found(MODULES, page)) {
                for (var module : modules.split(",", -1)) {
                    assertThat(pom).as("named by %s", page.file()).contains("<module>%s</module>".formatted(module));
                    named.add(module);
                }
            }
        }

        assertThat(named).hasSizeGreaterThan(2);
    }

    private static List<String> found(Pattern pattern, MarkdownPage page) throws IOException {
        return FENCED.matcher(Files.readString(page.file()))
                .results()
                .flatMap(block -> pattern.matcher(block.group(1)).results().map(match -> match.group(1)))
                .toList();
    }
}
