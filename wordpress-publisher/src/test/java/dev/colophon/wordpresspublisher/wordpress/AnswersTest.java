package dev.colophon.wordpresspublisher.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.Credentials;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final String JSON = "application/json; charset=UTF-8";
    private static final String HTML = "text/html; charset=UTF-8";
    private static final String PASSWORD = "a+b/ EFGH \"&<\\ MNOP";
    private static final Redaction REDACTION = new Redaction(new Credentials.ApplicationPassword("editor", PASSWORD));
    private static final Answers ANSWERS = new Answers(REDACTION);

    /** What was asked for, the answer, what it means, its code. WordPress's own bodies are shortened. */
    @ParameterizedTest(name = "{0} {1} {3}: {4} {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            LOOK   | 200 | json | {"id":5}                                    | Yes             | -
            CREATE | 201 | json | {"id":5}                                    | Yes             | -
            LOOK   | 200 | html | <h1>Log in</h1>                             | SiteFault       | WP_ANSWERED_HTML
            CREATE | 200 | html | <h1>Log in</h1>                             | Unknown         | WP_ANSWERED_HTML
            WRITE  | 200 | html | <h1>Log in</h1>                             | Unknown         | WP_ANSWERED_HTML
            CREATE | 201 | json | {"id":                                      | Unknown         | WP_UNREADABLE_ANSWER
            WRITE  | 200 | json | <b>Warning</b>: x in /var/www/a.php {"id":5} | Unknown        | WP_UNREADABLE_ANSWER
            WRITE  | 400 | json | {"code":"empty_content","message":"m"}      | Permanent       | WP_REFUSED_CONTENT
            WRITE  | 400 | json | {"code":"rest_invalid_param","message":"m"} | Permanent       | WP_REFUSED_CONTENT
            CREATE | 400 | json | {"code":"rest_invalid_type","message":"m"}  | Permanent       | WP_REFUSED_CONTENT
            WRITE  | 422 | json | {"code":"x","message":"m"}                  | Permanent       | WP_REFUSED_CONTENT
            LOOK   | 400 | json | {"code":"rest_invalid_param","message":"m"} | SiteFault       | WP_REFUSED_REQUEST
            LOOK   | 413 | html | too large                                   | SiteFault       | WP_REFUSED_REQUEST
            DELETE | 400 | json | {"code":"x","message":"m"}                  | SiteFault       | WP_REFUSED_REQUEST
            WRITE  | 413 | html | <h1>413 Request Entity Too Large</h1>       | Permanent       | WP_TOO_LARGE
            WRITE  | 400 | html | <h1>Bad request</h1>                        | Unknown         | WP_ANSWERED_HTML
            LOOK   | 400 | json | {"code":"rest_invalid_param","data":{"details":{"status":{"code":"rest_forbidden_status"}}}} | CredentialsLost | WP_CREDENTIALS_LOST
            LOOK   | 401 | json | {"code":"rest_forbidden_context"}           | CredentialsLost | WP_CREDENTIALS_LOST
            CREATE | 401 | json | {"code":"rest_cannot_create"}               | CredentialsLost | WP_CREDENTIALS_LOST
            WRITE  | 401 | html | <h1>Unauthorized</h1>                       | CredentialsLost | WP_CREDENTIALS_LOST
            WRITE  | 403 | json | {"code":"rest_cannot_publish"}              | CredentialsLost | WP_ROLE_TOO_SMALL
            WRITE  | 403 | html | <h1>Forbidden by the firewall</h1>          | Unknown         | WP_ANSWERED_HTML
            LOOK   | 403 | html | <h1>Forbidden by the firewall</h1>          | SiteFault       | WP_ANSWERED_HTML
            LOOK   | 404 | json | {"code":"rest_post_invalid_id"}             | NoSuchPost      | -
            LOOK   | 404 | json | {"code":"rest_no_route"}                    | SiteFault       | WP_NO_ROUTE
            LOOK   | 404 | html | <h1>Not found</h1>                          | SiteFault       | WP_ANSWERED_HTML
            WRITE  | 404 | html | <h1>Not found</h1>                          | Unknown         | WP_ANSWERED_HTML
            DELETE | 410 | json | {"code":"rest_already_trashed"}             | NoSuchPost      | -
            LOOK   | 410 | html | <h1>Gone</h1>                               | SiteFault       | WP_ANSWERED_HTML
            CREATE | 429 | html | <h1>Too many requests</h1>                  | Retryable       | WP_RATE_LIMITED
            WRITE  | 500 | json | {"code":"internal_server_error"}            | Unknown         | WP_SERVER_ERROR
            CREATE | 500 | html | <h1>Error</h1>                              | Unknown         | WP_SERVER_ERROR
            LOOK   | 500 | json | {"code":"internal_server_error"}            | SiteFault       | WP_SERVER_ERROR
            TERM   | 500 | json | {"code":"internal_server_error"}            | SiteFault       | WP_SERVER_ERROR
            MEDIA  | 500 | json | {"code":"internal_server_error"}            | SiteFault       | WP_SERVER_ERROR
            MEDIA  | 500 | json | {"code":"rest_upload_sideload_error","message":"m"} | NotApplied | WP_MEDIA_REFUSED
            MEDIA  | 400 | json | {"code":"rest_upload_limited_space","message":"m"} | NotApplied | WP_MEDIA_REFUSED
            MEDIA  | 400 | json | {"code":"rest_upload_user_quota_exceeded","message":"m"} | NotApplied | WP_MEDIA_REFUSED
            MEDIA  | 400 | json | {"code":"rest_upload_file_too_big","message":"m"} | Permanent | WP_REFUSED_CONTENT
            MEDIA  | 400 | json | {"code":"rest_upload_no_data","message":"m"} | Permanent   | WP_REFUSED_CONTENT
            MEDIA  | 414 | html | <h1>414 Request-URI Too Large</h1>          | Permanent       | WP_TOO_LARGE
            LOOK   | 414 | html | <h1>414 Request-URI Too Large</h1>          | SiteFault       | WP_ANSWERED_HTML
            WRITE  | 414 | html | <h1>414 Request-URI Too Large</h1>          | Unknown         | WP_ANSWERED_HTML
            WRITE  | 502 | html | <h1>Bad gateway</h1>                        | Unknown         | WP_SERVER_ERROR
            WRITE  | 503 | html | <h1>Busy</h1>                               | Unknown         | WP_SERVER_ERROR
            LOOK   | 301 | html | <h1>Moved</h1>                              | SiteFault       | WP_REDIRECTED
            WRITE  | 302 | html | <h1>Moved</h1>                              | Unknown         | WP_REDIRECTED
            WRITE  | 418 | json | {"code":"teapot"}                           | Unknown         | WP_UNREADABLE_ANSWER
            TERM   | 400 | json | {"code":"term_exists","data":{"term_id":4}} | TermExists      | -
            TERM   | 400 | json | {"code":"rest_term_invalid"}                | NoSuchTerm      | -
            """)
    void an_answer_has_one_meaning(Phase phase, int status, String kind, String body, String meaning, String code) {
        var answer = new Answer(status, kind.equals("json") ? JSON : HTML, body, null);

        Reading reading = ANSWERS.read(phase, answer, NOW);

        WordPressFailure failure = failure(reading);
        assertThat(
                        failure == null
                                ? reading.getClass().getSimpleName()
                                : failure.getClass().getSimpleName())
                .isEqualTo(meaning);
        assertThat(failure == null ? null : failure.problem().code()).isEqualTo(code);
    }

    @Test
    void maintenance_asks_to_come_back_and_is_told_in_its_own_words() {
        var answer = new Answer(503, HTML, "<p>Briefly unavailable for scheduled maintenance.</p>", "600");

        assertThat(failure(ANSWERS.read(Phase.WRITE, answer, NOW)))
                .isInstanceOfSatisfying(WordPressFailure.Retryable.class, failure -> {
                    assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(10));
                    assertThat(failure.problem().detail())
                            .isEqualTo("503 Briefly unavailable for scheduled maintenance.");
                });
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            120                           | PT2M
            0                             | PT0S
            Tue, 24 Nov 2026 09:25:30 GMT | PT10M
            1000000000                    | PT8760H
            -5                            | -
            soon                          | -
            Tue, 24 Nov 2026 09:05:30 GMT | -
            """)
    void retry_after_is_read_in_every_form_and_garbage_is_ignored(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
    }

    @Test
    void a_request_that_never_left_is_not_unknown() {
        assertThat(Answers.silence(Phase.WRITE, false, "WP_UNREACHABLE", "x"))
                .isInstanceOf(WordPressFailure.NotSent.class);
        assertThat(Answers.silence(Phase.WRITE, true, "WP_NO_ANSWER", "x"))
                .isInstanceOf(WordPressFailure.Unknown.class);
        assertThat(Answers.silence(Phase.LOOK, true, "WP_NO_ANSWER", "x"))
                .isInstanceOf(WordPressFailure.SiteFault.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/www/html/wp-includes/class-wpdb.php", "Basic ZWRpdG9yOmFiY2QgRUZHSA==", "<b>"})
    void server_paths_secrets_and_mark_up_are_not_kept(String harmful) {
        String kept = REDACTION.of("Fatal error: x in " + harmful + " on line 3");

        assertThat(kept).doesNotContain(harmful).contains("Fatal error").contains("on line 3");
    }

    /** As PHP prints a request that it stumbles over, and as what stands on the way to the site does. */
    @ParameterizedTest
    @MethodSource("formsOfThePassword")
    void a_page_that_prints_what_opens_the_site_is_kept_without_it(String form) {
        var page = new Answer(500, HTML, "<pre>Fatal error: x('" + form + "') on line 3</pre>", null);

        assertThat(failure(ANSWERS.read(Phase.WRITE, page, NOW)))
                .isInstanceOfSatisfying(
                        WordPressFailure.Unknown.class,
                        failure -> assertThat(failure.problem().detail())
                                .isEqualTo("500 Fatal error: x('[redacted]') on line 3"));
    }

    private static Stream<String> formsOfThePassword() {
        var sent = Base64.getEncoder().encodeToString(("editor:" + PASSWORD).getBytes(UTF_8));
        var json = "a+b/ EFGH \\\"&<\\\\ MNOP";
        return Stream.of(
                PASSWORD,
                PASSWORD.replace(" ", ""),
                PASSWORD.replace(" ", "&nbsp;"),
                PASSWORD.replace(" ", "\n"),
                URLEncoder.encode(PASSWORD, UTF_8),
                URLEncoder.encode(PASSWORD, UTF_8).replace("+", "%20").toLowerCase(Locale.ROOT),
                "a+b/ EFGH &quot;&amp;&lt;\\ MNOP",
                json,
                json.replace("/", "\\/"),
                sent.replaceFirst("=+$", ""),
                URLEncoder.encode(sent, UTF_8).replaceFirst("(%3D)+$", ""));
    }

    @Test
    void a_key_of_the_plugin_is_not_kept_in_any_form_and_nor_is_the_half_of_one_where_the_reading_ends() {
        var ofAKey = new Redaction(new Credentials.ApiKey("a-key/of=my-own"));

        assertThat(ofAKey.of("x a-key/of=my-own y a-key%2Fof%3Dmy-own z")).isEqualTo("x [redacted] y [redacted] z");
        assertThat(ofAKey.of("<b " + " ".repeat(19_985) + "> a-key/of=my-own z"))
                .isEqualTo("[redacted]");
    }

    /** As PHP prints the arguments of whoever stumbles: 15 characters of each, backslashes doubled. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a+b/ EFGH \"&<\\\\ ...",
                "a+b/EFGH\"&<\\\\MNO...",
                "a+b/ EFGH &quot;&amp;&lt;\\\\ ...",
                "a+b/EFGH&quot;&amp;&lt;\\\\MNO&hellip;",
                "a+b/EFGH\"&<\\MNO\u2026",
                "ZWRpdG9yOmErYi8..."
            })
    void a_trace_that_prints_the_beginning_of_what_opens_the_site_is_kept_without_it(String beginning) {
        var trace = new Answer(
                500, HTML, "<pre>#0 user.php(3): login('editor', '" + beginning + "')\n#1 {main}</pre>", null);

        assertThat(failure(ANSWERS.read(Phase.WRITE, trace, NOW)))
                .isInstanceOfSatisfying(
                        WordPressFailure.Unknown.class,
                        failure -> assertThat(failure.problem().detail())
                                .isEqualTo("500 #0 user.php(3): login('editor', '[redacted]') #1 {main}"));
    }

    @Test
    void the_beginning_of_a_key_is_not_kept_and_a_short_key_has_none() {
        assertThat(new Redaction(new Credentials.ApiKey("0123456789abcdef"))
                        .of("f('0123456789abcde...') 0123456789abcde"))
                .isEqualTo("f('[redacted]') 0123456789abcde");
        assertThat(new Redaction(new Credentials.ApiKey("0123456789abcde")).of("f('0123456789abcde') 0123456789..."))
                .isEqualTo("f('[redacted]') 0123456789...");
    }

    @Test
    void a_sites_words_are_one_line_and_capped() {
        assertThat(REDACTION.of("a\r\nb\u0000c")).isEqualTo("a b c");
        assertThat(REDACTION.of("x".repeat(1_000_000))).hasSizeLessThan(510);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "\u0000",
                "\u001b[2J",
                "\u0085",
                "\u009b2J",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\ud83d"
            })
    void no_words_of_a_site_begin_a_line_drive_a_terminal_or_turn_a_text_around(String hostile) {
        assertThat(REDACTION.of("a" + hostile + "b"))
                .startsWith("a ")
                .endsWith("b")
                .matches("[ -~]+");
    }

    @Test
    void a_path_without_end_is_one_path_however_deep_it_goes() {
        assertThat(REDACTION.of("in " + "/a".repeat(10_000))).isEqualTo("in [path]");
        assertThat(REDACTION.of("in /var/www/html/x.php, see https://example.org/a/b"))
                .isEqualTo("in [path], see https://example.org/a/b");
    }

    @Test
    void a_body_of_brackets_is_not_read_to_its_end() {
        assertThat(ANSWERS.read(Phase.LOOK, new Answer(200, JSON, brackets(90_000), null), NOW))
                .isInstanceOf(Reading.Yes.class);

        assertThat(failure(ANSWERS.read(Phase.LOOK, new Answer(200, JSON, brackets(110_000), null), NOW)))
                .isInstanceOfSatisfying(
                        WordPressFailure.SiteFault.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo("WP_UNREADABLE_ANSWER"));
    }

    private static String brackets(int pairs) {
        return "[" + "{},".repeat(pairs - 1) + "{}]";
    }

    @Test
    void of_a_page_only_the_beginning_is_copied() {
        var page = new Answer(200, HTML, "<h1>Log in</h1>" + "x".repeat(4_000_000), null);
        ANSWERS.read(Phase.LOOK, page, NOW);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        ANSWERS.read(Phase.LOOK, page, NOW);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .isPositive()
                .isLessThan(1_000_000);
    }

    @Test
    void what_looks_like_a_command_to_whoever_reads_it_stays_text() {
        assertThat(REDACTION.of("${jndi:ldap://x} '; DROP TABLE ledger; --"))
                .isEqualTo("${jndi:ldap://x} '; DROP TABLE ledger; --");
    }

    @Test
    void words_are_cut_between_characters() {
        assertThat(REDACTION.of("x".repeat(499) + "\ud83d\ude00".repeat(9))).isEqualTo("x".repeat(499) + "…");
    }

    private static @Nullable WordPressFailure failure(Reading reading) {
        return switch (reading) {
            case Reading.Refused(var failure) -> failure;
            case Reading.Trouble(var failure) -> failure;
            case Reading.Yes _,
                    Reading.NoSuchPost _,
                    Reading.TermExists _,
                    Reading.NoSuchTerm _,
                    Reading.ByCompanion _ -> null;
        };
    }
}
