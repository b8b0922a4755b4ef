package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SiteTest extends ApiTest {

    @Test
    void a_site_is_registered_once_and_never_shows_its_credentials() {
        var key = "site-" + shortId();
        var created = registerSite(key);
        var shown = get("/v1/sites/" + key);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains("/v1/sites/" + key);
        assertThat(shown.text("/baseUrl")).isEqualTo("https://" + key + ".example/news");
        assertThat(shown.text("/state")).isEqualTo("active");
        assertThat(shown.json().get("maxConcurrency").asInt()).isEqualTo(2);
        for (var answer : new Response[] {created, shown, get("/v1/sites")}) {
            assertThat(answer.body()).contains(key).doesNotContain(SITE_PASSWORD, "editor", "sealed");
        }
        var again = registerSite(key);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/code")).isEqualTo("SITE_EXISTS");
    }

    @Test
    void sites_are_listed_by_key_page_by_page_and_the_thousand_and_first_is_one_of_them() {
        var crowd = "crowd-" + shortId();
        try (var _ = crowd(crowd, 1001)) {
            var first = get("/v1/sites?after=" + crowd);
            var second = get("/v1/sites?after=" + first.text("/next"));
            var two = get("/v1/sites?limit=2&after=" + crowd);

            assertThat(keys(first)).hasSize(1000).startsWith(crowd + "-0001").endsWith(crowd + "-1000");
            assertThat(first.text("/next")).isEqualTo(crowd + "-1000");
            assertThat(keys(second)).startsWith(crowd + "-1001");
            assertThat(keys(two)).containsExactly(crowd + "-0001", crowd + "-0002");
            assertThat(two.text("/next")).isEqualTo(crowd + "-0002");
            assertThat(get("/v1/sites?after=zzzz").json().get("next").isNull())
                    .as("at the end")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=1001", "?limit=x", "?after=%00"})
    void a_page_of_sites_that_cannot_be_is_refused_with_the_parameter(String query) {
        var refused = get("/v1/sites" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/errors/0/pointer")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    private static List<String> keys(Response page) {
        return page.json()
                .get("sites")
                .valueStream()
                .map(one -> one.get("key").stringValue())
                .toList();
    }

    @Test
    void putting_a_site_registers_it_or_changes_it_and_may_be_repeated() {
        var key = "site-" + shortId();
        var body = siteBody(key);
        body.remove("key");
        var first = put(key, body);
        var id = first.text("/siteId");
        body.put("baseUrl", "http://127.0.0.1:8088/")
                .put("maxConcurrency", 8)
                .put("maxVisitsPerMinute", 90)
                .put("editPolicy", "keep-editors");
        var second = put(key, body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/siteId")).isEqualTo(id);
        assertThat(second.text("/baseUrl")).isEqualTo("http://127.0.0.1:8088");
        var third = put(key, body);
        assertThat(third.text("/maxConcurrency")).isEqualTo("8");
        assertThat(third.text("/maxVisitsPerMinute")).isEqualTo("90");
        assertThat(third.text("/editPolicy")).isEqualTo("keep-editors");
        assertThat(first.text("/editPolicy")).isEqualTo("overwrite");
        assertThat(first.json().get("maxVisitsPerMinute").isNull()).isTrue();
        assertThat(put("other-" + shortId(), siteBody(key)).status()).isEqualTo(422);
    }

    @Test
    void credentials_are_changed_without_touching_anything_else() {
        var before = sealed();
        var answer = send("PUT", "/v1/sites/" + site + "/credentials", ADMIN_KEY, Map.of(), """
                {"kind": "application_password", "username": "editor", "password": "another"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("another");
        assertThat(sealed()).isNotEqualTo(before);
    }

    @Test
    void a_key_of_the_companion_plugin_opens_a_site_and_is_told_nowhere() {
        var key = "colophon_" + "0a".repeat(8) + "_" + "1b".repeat(32);
        var before = sealed();

        var answer = credentials("{\"kind\": \"api_key\", \"key\": \"" + key + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(key);
        assertThat(sealed()).isNotEqualTo(before);
        for (var refused : List.of(
                "{\"kind\": \"api_key\", \"key\": \"" + key + "0\"}",
                "{\"kind\": \"api_key\"}",
                "{\"kind\": \"api_key\", \"key\": \"" + key + "\", \"username\": \"editor\"}",
                "{\"kind\": \"application_password\", \"username\": \"u\", \"password\": \"p\", \"key\": \"" + key
                        + "\"}",
                "{\"key\": \"" + key + "\"}")) {
            var wrong = credentials(refused);
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.body()).doesNotContain(key);
        }
    }

    @Test
    void half_a_surrogate_pair_is_in_no_user_name_and_no_password() {
        var good = "{\"kind\": \"application_password\", \"username\": \"editor\", \"password\": \"abcd\"}";

        assertThat(credentials(good).status()).isEqualTo(200);
        assertThat(credentials(good.replace("editor", "\\ud83d")).status()).isEqualTo(422);
        assertThat(credentials(good.replace("abcd", "a\\udca9")).status()).isEqualTo(422);
    }

    private Response credentials(String body) {
        return send("PUT", "/v1/sites/" + site + "/credentials", ADMIN_KEY, Map.of(), body);
    }

    @Test
    void the_publisher_reads_the_sealed_credentials_through_its_view_and_nothing_else() {
        var publisher = org.springframework.jdbc.core.simple.JdbcClient.create(postgres.as("wordpress_publisher"));
        var row = publisher
                .sql("SELECT * FROM publish_api.site_access_v1 WHERE site_key = :key")
                .param("key", site)
                .query()
                .singleRow();

        assertThat(row.keySet())
                .containsExactly(
                        "site_id",
                        "site_key",
                        "platform",
                        "base_url",
                        "state",
                        "credentials_sealed",
                        "max_concurrency",
                        "max_visits_per_minute",
                        "edit_policy");
        assertThat(new String(
                        (byte[]) row.getOrDefault("credentials_sealed", new byte[0]),
                        java.nio.charset.StandardCharsets.ISO_8859_1))
                .isNotEmpty()
                .doesNotContain(SITE_PASSWORD);
    }

    @Test
    void the_publisher_sees_when_credentials_were_set_and_by_which_key_they_were_sealed() {
        var publisher = org.springframework.jdbc.core.simple.JdbcClient.create(postgres.as("wordpress_publisher"));
        var row = publisher
                .sql(
                        "SELECT c.* FROM publish_api.site_credentials_v1 c JOIN publish_api.site_access_v1 s USING (site_id) "
                                + "WHERE s.site_key = :key")
                .param("key", site)
                .query()
                .singleRow();

        assertThat(row.keySet()).containsExactly("site_id", "state", "credentials_set_at", "sealed_with");
        var key = ByteBuffer.wrap((byte[]) row.getOrDefault("sealed_with", new byte[0]));
        assertThat(key.get()).as("Tink's mark of a key that is named").isEqualTo((byte) 1);
        assertThat(Integer.toUnsignedLong(key.getInt())).isEqualTo(primaryKeyId());
    }

    private static long primaryKeyId() {
        return JsonMapper.builder()
                .build()
                .readTree(Base64.getDecoder().decode(Samples.keyset()))
                .path("primaryKeyId")
                .asLong();
    }

    record Bad(String what, Consumer<ObjectNode> spoil, String pointer) {

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> sites() {
        return Stream.of(
                new Bad("bad key", s -> s.put("key", "No Key"), "/key"),
                new Bad("unknown platform", s -> s.put("platform", "drupal"), "/platform"),
                new Bad("no address", s -> s.remove("baseUrl"), "/baseUrl"),
                new Bad("plain http", s -> s.put("baseUrl", "http://news.example"), "/baseUrl"),
                new Bad("a private address", s -> s.put("baseUrl", "https://10.0.0.1"), "/baseUrl"),
                new Bad("a cloud's metadata", s -> s.put("baseUrl", "https://169.254.169.254/latest"), "/baseUrl"),
                new Bad("a mapped loopback", s -> s.put("baseUrl", "https://[::ffff:127.0.0.1]"), "/baseUrl"),
                new Bad("a neighbour by name", s -> s.put("baseUrl", "https://wordpress"), "/baseUrl"),
                new Bad("another service's port", s -> s.put("baseUrl", "https://news.example:6379"), "/baseUrl"),
                new Bad("a user in the address", s -> s.put("baseUrl", "https://me:pw@news.example"), "/baseUrl"),
                new Bad("a query", s -> s.put("baseUrl", "https://news.example/?p=1"), "/baseUrl"),
                new Bad("a fragment", s -> s.put("baseUrl", "https://news.example/#top"), "/baseUrl"),
                new Bad("another scheme", s -> s.put("baseUrl", "file:///etc/passwd"), "/baseUrl"),
                new Bad("no host", s -> s.put("baseUrl", "https:///wp"), "/baseUrl"),
                new Bad("no url", s -> s.put("baseUrl", "https://exa mple"), "/baseUrl"),
                new Bad("another policy", s -> s.put("editPolicy", "ask"), "/editPolicy"),
                new Bad("no credentials", s -> s.remove("credentials"), "/credentials"),
                new Bad("other credentials", s -> s.putObject("credentials").put("kind", "oauth"), "/credentials/kind"),
                new Bad(
                        "no password",
                        s -> s.putObject("credentials")
                                .put("kind", "application_password")
                                .put("username", "editor"),
                        "/credentials"),
                new Bad(
                        "a user whose name ends where Basic's password begins",
                        s -> ((ObjectNode) s.get("credentials")).put("username", "ed:itor"),
                        "/credentials"),
                new Bad("no concurrency", s -> s.put("maxConcurrency", 0), "/maxConcurrency"),
                new Bad("too much concurrency", s -> s.put("maxConcurrency", 65), "/maxConcurrency"),
                new Bad("no visits", s -> s.put("maxVisitsPerMinute", 0), "/maxVisitsPerMinute"),
                new Bad("no author", s -> s.putObject("defaults").put("author", 0), "/defaults/author"),
                new Bad(
                        "a category of two lines",
                        s -> s.putObject("defaults")
                                .putArray("categories")
                                .add("News")
                                .add("a\nb"),
                        "/defaults/categories/1"),
                new Bad(
                        "a category that turns what follows",
                        s -> s.putObject("defaults").putArray("categories").add("a\u202eb"),
                        "/defaults/categories/0"),
                new Bad(
                        "a category that ends its paragraph",
                        s -> s.putObject("defaults").putArray("categories").add("a\u2029b"),
                        "/defaults/categories/0"),
                new Bad(
                        "a category that nobody sees",
                        s -> s.putObject("defaults").putArray("categories").add("\u200b"),
                        "/defaults/categories/0"),
                new Bad(
                        "a category that is none",
                        s -> s.putObject("defaults").putArray("categories").addNull(),
                        "/defaults/categories/0"),
                new Bad(
                        "too many categories",
                        s -> IntStream.range(0, 21)
                                .forEach(n -> s.withObject("/defaults")
                                        .withArray("categories")
                                        .add("c" + n)),
                        "/defaults/categories"),
                new Bad(
                        "unknown visibility",
                        s -> s.putObject("defaults").put("visibility", "hidden"),
                        "/defaults/visibility"),
                new Bad("too many visits", s -> s.put("maxVisitsPerMinute", 6001), "/maxVisitsPerMinute"));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void a_site_that_cannot_be_is_refused_with_the_field_and_the_fix(Bad bad) {
        var body = siteBody("site-" + shortId());
        bad.spoil().accept(body);
        var before = count("site");
        var answer = send("POST", "/v1/sites", ADMIN_KEY, Map.of(), body.toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo(bad.pointer());
        assertThat(answer.text("/errors/0/fix")).isNotBlank();
        assertThat(answer.body()).doesNotContain(SITE_PASSWORD);
        assertThat(count("site")).isEqualTo(before);
    }

    @Test
    void a_site_that_is_not_registered_is_a_404() {
        assertThat(get("/v1/sites/nowhere").status()).isEqualTo(404);
        assertThat(send("POST", "/v1/sites/nowhere/suspend", ADMIN_KEY, Map.of(), "")
                        .status())
                .isEqualTo(404);
        assertThat(send("POST", "/v1/sites/nowhere/resume", ADMIN_KEY, Map.of(), "")
                        .status())
                .isEqualTo(404);
    }

    private Response put(String key, ObjectNode body) {
        return send("PUT", "/v1/sites/" + key, ADMIN_KEY, Map.of(), body.toString());
    }

    private String sealed() {
        return tables.sql("SELECT encode(credentials_sealed, 'hex') FROM publish_api.site WHERE key = :key")
                .param("key", site)
                .query(String.class)
                .single();
    }
}
