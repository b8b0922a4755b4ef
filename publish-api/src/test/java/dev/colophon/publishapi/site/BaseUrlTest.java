package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://news.example",
                "https://news.example:443/blog",
                "https://NEWS.example:8443",
                "https://8.8.8.8"
            })
    void a_site_may_be_at_a_public_host_by_tls_at_a_port_of_the_web(String address) {
        assertThat(parse(address)).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://news.example            | It must begin with https://.
            news.example                  | It must begin with https://.
            https://news example          | It is not a URL.
            https:///blog                 | It names no valid host.
            https://news.example:0        | It names no valid host.
            https://news.example:65536    | It names no valid host.
            https://me@news.example       | It must have no user, query or fragment.
            https://news.example/?a       | It must have no user, query or fragment.
            https://news.example/#a       | It must have no user, query or fragment.
            http://news.example           | Plain http
            https://news.example:65535    | Its port is neither
            https://localhost             | It is a host that only machines near ours
            https://10.0.0.1              | It is a host that only machines near ours
            """)
    void any_other_address_is_refused_in_words_for_the_client(String address, String words) {
        assertThatThrownBy(() -> parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    @Test
    void a_host_of_our_own_may_be_reached_in_the_clear_at_any_port_wherever_it_is() {
        var own = Set.of("localhost");

        assertThat(BaseUrl.parse("http://LocalHost:8080/blog/", own)).hasToString("http://LocalHost:8080/blog");
        assertThatThrownBy(() -> BaseUrl.parse("http://localhost.example", own)).hasMessageStartingWith("Plain http");
    }

    @Test
    void what_is_stored_is_held_to_the_same_form() {
        assertThatThrownBy(() -> new BaseUrl(URI.create("https://news.example/")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BaseUrl(URI.create("https://news.example/" + "a".repeat(480))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new BaseUrl(URI.create("https://news.example/" + "a".repeat(479))).toString())
                .hasSize(500);
    }

    private static BaseUrl parse(String text) {
        return BaseUrl.parse(text, Set.of());
    }
}
