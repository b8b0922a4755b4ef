package dev.colophon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.RepositoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That every link from one page of the repository to another place of it leads there. */
class LinksTest {

    @Test
    void every_link_leads_somewhere() {
        var pages = MarkdownPage.below(RepositoryFiles.root());
        var broken = new TreeMap<String, Object>();
        for (var page : pages) {
            if (!page.broken().isEmpty()) {
                broken.put(RepositoryFiles.root().relativize(page.file()).toString(), page.broken());
            }
        }

        assertThat(pages).hasSizeGreaterThan(100);
        assertThat(broken).isEmpty();
    }

    @Test
    void a_link_to_nowhere_is_told_and_one_in_code_is_none(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("other.md"), "# One place\n\n## `a.b`, twice\n\n## `a.b`, twice\n");
        var page = Files.writeString(folder.resolve("page.md"), """
                # Here
                [good](other.md) [good](other.md#one-place) [good](#here) [good](other.md#ab-twice-1) [far](https://example.org/x)
                [gone](missing.md) [gone](other.md#no-place) [gone](#nowhere) `[code](none.md)`
                ```
                [code](none.md)
                # no heading
                ```
                """);

        assertThat(new MarkdownPage(page).broken()).containsExactly("missing.md", "other.md#no-place", "#nowhere");
    }
}
