package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class BadInputTest extends ApiTest {

    private static final int TOO_MUCH_HTML = 600 * 1024 + 1;

    record Bad(String what, Consumer<ObjectNode> spoil, int status, String pointer, String code) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> requests() {
        return Stream.of(
                new Bad("unknown site", r -> r.put("site", "nowhere"), 422, "/site", "UNKNOWN_SITE"),
                new Bad("no site", r -> r.remove("site"), 422, "/site", "INVALID_SITE_KEY"),
                new Bad("site of bad form", r -> r.put("site", "News & Co"), 422, "/site", "INVALID_SITE_KEY"),
                new Bad("no story key", r -> r.remove("storyKey"), 422, "/storyKey", "OUT_OF_RANGE"),
                new Bad("blank story key", r -> r.put("storyKey", "  "), 422, "/storyKey", "OUT_OF_RANGE"),
                new Bad(
                        "story key too long",
                        r -> r.put("storyKey", "k".repeat(201)),
                        422,
                        "/storyKey",
                        "OUT_OF_RANGE"),
                new Bad(
                        "story key of two lines",
                        r -> r.put("storyKey", "a\nb"),
                        422,
                        "/storyKey",
                        "FORBIDDEN_CHARACTER"),
                new Bad(
                        "story key with a line separator",
                        r -> r.put("storyKey", "a\u2028b"),
                        422,
                        "/storyKey",
                        "FORBIDDEN_CHARACTER"),
                new Bad(
                        "story key that turns what follows it",
                        r -> r.put("storyKey", "a\u202eb"),
                        422,
                        "/storyKey",
                        "FORBIDDEN_CHARACTER"),
                new Bad(
                        "story key that nobody sees",
                        r -> r.put("storyKey", "\u200b"),
                        422,
                        "/storyKey",
                        "OUT_OF_RANGE"),
                new Bad(
                        "tag that turns what follows it",
                        r -> content(r).putArray("tags").add("a\u2066b"),
                        422,
                        "/content/tags/0",
                        "FORBIDDEN_CHARACTER"),
                new Bad(
                        "title with a paragraph separator",
                        r -> content(r).put("title", "a\u2029b"),
                        422,
                        "/content/title",
                        "FORBIDDEN_CHARACTER"),
                new Bad("unknown placement", r -> r.put("placement", "Front"), 422, "/placement", "UNKNOWN_PLACEMENT"),
                new Bad(
                        "placement that is none of posts",
                        r -> r.put("placement", "attachment"),
                        422,
                        "/placement",
                        "UNKNOWN_PLACEMENT"),
                new Bad("reserved word", r -> r.put("placement", "default"), 422, "/placement", "UNKNOWN_PLACEMENT"),
                new Bad(
                        "facebook story on a wordpress site",
                        r -> r.put("placement", "facebook_story"),
                        422,
                        "/placement",
                        "PLACEMENT_NOT_DELIVERABLE"),
                new Bad(
                        "instagram story on a wordpress site",
                        r -> r.put("placement", "instagram_story"),
                        422,
                        "/placement",
                        "PLACEMENT_NOT_DELIVERABLE"),
                new Bad("no content", r -> r.remove("content"), 422, "/content", "NO_CONTENT_FOR_PLACEMENT"),
                new Bad(
                        "content for another placement only",
                        r -> {
                            r.remove("content");
                            r.putObject("variants").putObject("page").put("title", "A page");
                        },
                        422,
                        "/content",
                        "NO_CONTENT_FOR_PLACEMENT"),
                new Bad("empty content", r -> r.putObject("content"), 422, "/content", "EMPTY"),
                new Bad(
                        "title too long",
                        r -> content(r).put("title", "t".repeat(1001)),
                        422,
                        "/content/title",
                        "TOO_LONG"),
                new Bad(
                        "title with a line break",
                        r -> content(r).put("title", "a\nb"),
                        422,
                        "/content/title",
                        "FORBIDDEN_CHARACTER"),
                new Bad(
                        "html too large",
                        r -> content(r).put("html", "h".repeat(TOO_MUCH_HTML)),
                        422,
                        "/content/html",
                        "TOO_LONG"),
                new Bad(
                        "html too large as a message",
                        r -> content(r).put("html", "\u0001".repeat(150_000)),
                        422,
                        "/content",
                        "TOO_LONG"),
                new Bad("U+0000", r -> content(r).put("html", "a\0b"), 422, "/content/html", "FORBIDDEN_CHARACTER"),
                new Bad(
                        "slug in capitals",
                        r -> content(r).put("slug", "Harbour"),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "slug of digits",
                        r -> content(r).put("slug", "2026-review"),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "slug with two hyphens",
                        r -> content(r).put("slug", "a--b"),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "slug too long",
                        r -> content(r).put("slug", "s".repeat(191)),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "technical slug",
                        r -> content(r).put("slug", "colophon-x"),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "path for a slug",
                        r -> content(r).put("slug", "../wp-admin"),
                        422,
                        "/content/slug",
                        "INVALID_SLUG"),
                new Bad(
                        "date without offset",
                        r -> content(r).put("date", "2026-11-24T09:15:30"),
                        422,
                        "/content/date",
                        "NOT_AN_INSTANT"),
                new Bad(
                        "date far off",
                        r -> content(r).put("date", "+200000-01-01T00:00:00Z"),
                        422,
                        "/content/date",
                        "NOT_AN_INSTANT"),
                new Bad(
                        "visibility",
                        r -> content(r).put("visibility", "secret"),
                        422,
                        "/content/visibility",
                        "UNKNOWN_VISIBILITY"),
                new Bad(
                        "empty password",
                        r -> content(r).put("password", ""),
                        422,
                        "/content/password",
                        "OUT_OF_RANGE"),
                new Bad("blank tag", r -> content(r).putArray("tags").add(" "), 422, "/content/tags/0", "OUT_OF_RANGE"),
                new Bad("null tag", r -> content(r).putArray("tags").addNull(), 422, "/content/tags/0", "OUT_OF_RANGE"),
                new Bad(
                        "long tag",
                        r -> content(r).putArray("tags").add("t".repeat(201)),
                        422,
                        "/content/tags/0",
                        "OUT_OF_RANGE"),
                new Bad("too many tags", r -> many(r, "tags", 101), 422, "/content/tags", "TOO_LONG"),
                new Bad("too many categories", r -> many(r, "categories", 201), 422, "/content/categories", "TOO_LONG"),
                new Bad(
                        "categories on a page",
                        r -> r.put("placement", "page"),
                        422,
                        "/content/categories",
                        "NOT_ON_A_PAGE"),
                new Bad(
                        "unknown variant",
                        r -> r.putObject("variants").putObject("front page"),
                        422,
                        "/variants",
                        "UNKNOWN_PLACEMENT"),
                new Bad("null variant", r -> r.putObject("variants").putNull("page"), 422, "/variants/page", "MISSING"),
                new Bad(
                        "wrong inside a variant",
                        r -> r.putObject("variants")
                                .putObject("page")
                                .put("title", "A page")
                                .put("slug", "-"),
                        422,
                        "/variants/page/slug",
                        "INVALID_SLUG"),
                new Bad("publishAt in words", r -> r.put("publishAt", "tomorrow"), 422, "/publishAt", "NOT_AN_INSTANT"),
                new Bad(
                        "publishAt in six years",
                        r -> r.put("publishAt", inDays(6 * 366)),
                        422,
                        "/publishAt",
                        "OUT_OF_RANGE"),
                new Bad(
                        "publishAt two days ago",
                        r -> r.put("publishAt", inDays(-2)),
                        422,
                        "/publishAt",
                        "OUT_OF_RANGE"),
                new Bad("unknown property", r -> r.put("status", "published"), 400, "/status", "UNKNOWN_PROPERTY"),
                new Bad("client id in the body", r -> r.put("clientId", "x"), 400, "/clientId", "UNKNOWN_PROPERTY"),
                new Bad(
                        "unknown content property",
                        r -> content(r).put("external_id", 1),
                        400,
                        "/content/external_id",
                        "UNKNOWN_PROPERTY"),
                new Bad("number for a title", r -> content(r).put("title", 5), 400, "/content/title", "WRONG_TYPE"),
                new Bad("text for a flag", r -> content(r).put("sticky", "true"), 400, "/content/sticky", "WRONG_TYPE"),
                new Bad("text for a list", r -> content(r).put("tags", "a, b"), 400, "/content/tags", "WRONG_TYPE"),
                new Bad("text for the content", r -> r.put("content", "<p>"), 400, "/content", "WRONG_TYPE"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void is_refused_with_the_field_and_the_fix_and_nothing_is_stored(Bad bad) {
        var request = story();
        bad.spoil().accept(request);
        var before = stored();
        var answer = publish(request);

        assertThat(answer.status()).as(answer.body()).isEqualTo(bad.status());
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(bad.pointer());
        assertThat(answer.text("/errors/0/code")).isEqualTo(bad.code());
        assertThat(answer.text("/errors/0/fix")).isNotBlank();
        assertThat(answer.text("/type")).startsWith("https://colophon.dev/problems/");
        assertThat(answer.text("/traceId")).matches("[0-9a-f]{32}");
        assertThat(stored()).isEqualTo(before);
    }

    static Stream<String> notJson() {
        return Stream.of(
                "",
                "{",
                "[]",
                "\"text\"",
                "null",
                "{} {}",
                "{\"storyKey\": \"a\", \"storyKey\": \"b\"}",
                "[".repeat(100_000),
                "{\"content\":".repeat(40) + "1");
    }

    @ParameterizedTest
    @MethodSource("notJson")
    void what_is_not_one_json_object_is_a_400(String body) {
        var before = stored();
        var answer = send(
                "POST",
                "/v1/publications",
                clientKey,
                Map.of("Idempotency-Key", "k", "Content-Type", "application/json"),
                body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("MALFORMED_BODY");
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void half_a_surrogate_pair_is_refused() {
        var answer = publish(story().toString().replace("Ships return.", "\\ud83d"), "k");

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void whole_characters_beyond_the_basic_plane_are_welcome() {
        var request = story();
        content(request).put("title", "The harbour ⚓ 🚢 " + shortId());

        assertThat(publish(request).status()).isEqualTo(202);
    }

    @Test
    void marks_that_scripts_and_emoji_are_written_with_are_welcome() {
        var request = story("می\u200cخواهم \u200f" + shortId());
        content(request).put("title", "👩\u200d🚒 می\u200cخواهم " + shortId());

        assertThat(publish(request).status()).isEqualTo(202);
    }

    @Test
    void a_body_beyond_a_mebibyte_is_413_whether_it_says_its_length_or_not() {
        var body = "{\"storyKey\": \"" + "k".repeat(1024 * 1024) + "\"}";
        var counted = publish(body, "k");
        var chunked = exchange(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + port + "/v1/publications"))
                .header("Authorization", "Bearer " + clientKey)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .build());

        for (var answer : List.of(counted, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.text("/code")).isEqualTo("BODY_TOO_LARGE");
        }
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        var request = story().put("placement", "Front").put("site", "?");
        content(request).put("slug", "NO").put("visibility", "maybe");
        var answer = publish(request);

        assertThat(answer.json()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("pointer").asString()))
                .containsExactlyInAnyOrder("/placement", "/site", "/content/slug", "/content/visibility");
    }

    @Test
    void a_suspended_site_is_refused_until_it_is_resumed() {
        send("POST", "/v1/sites/" + site + "/suspend", ADMIN_KEY, Map.of(), "");
        var request = story();
        var key = UUID.randomUUID().toString();
        var refused = publish(request, key);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/site");
        assertThat(refused.text("/errors/0/code")).isEqualTo("SITE_SUSPENDED");
        assertThat(refused.text("/errors/0/fix")).contains("resume");

        send("POST", "/v1/sites/" + site + "/resume", ADMIN_KEY, Map.of(), "");
        assertThat(publish(request, key).status()).as("a refusal burns no key").isEqualTo(202);
    }

    @Test
    void the_largest_content_that_the_limits_allow_is_accepted() {
        var request = story();
        content(request).put("html", "h".repeat(600 * 1024)).put("title", "t".repeat(1000));

        assertThat(publish(request).status()).isEqualTo(202);
    }

    private static void many(ObjectNode request, String field, int count) {
        var array = content(request).putArray(field);
        IntStream.range(0, count).forEach(number -> array.add("term " + number));
    }

    private static String inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS).toString();
    }
}
