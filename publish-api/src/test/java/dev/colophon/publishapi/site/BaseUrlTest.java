package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BaseUrlTest {

    @Test
    void slashes_at_the_end_are_left_off_and_do_not_count() {
        assertThat(parse("https://news.example/blog///")).hasToString("https://news.example/blog");
        assertThat(parse("https://news.example/" + "a".repeat(479) + "/").toString())
                .hasSize(500);
    }

    @Test
    void an_address_that_is_too_long_is_refused_however_it_is_made_before_anyone_reads_it() {
        for (var path : new String[] {"a".repeat(480), "/".repeat(1_000_000) + "a", "[".repeat(1_000_000)}) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertThatThrownBy(() -> parse("https://news.example/" + path))
                            .hasMessage("It may have at most 500 characters."));
        }
    }

    private static BaseUrl parse(String text) {
        return BaseUrl.parse(text, Set.of());
    }
}
