package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The companion plugin itself, on WordPress itself: the contract, and what only an administrator meets. */
@ExtendWith(RealWordPressExtension.class)
class RealCompanionContractTest implements CompanionKindContract {

    private static final String SECRET_FORM = "colophon_[0-9a-f]{16}_[0-9a-f]{64}";

    private final RealWordPress wordpress;
    private final CompanionSite companion;

    RealCompanionContractTest(RealWordPress wordpress) {
        this.wordpress = wordpress;
        this.companion = new CompanionSite(wordpress);
    }

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }

    @Override
    public void heal() {
        wordpress.heal();
    }

    @BeforeEach
    void activate() {
        companion.install();
        assertThat(companion.activate().field("status")).isEqualTo("active");
    }

    /** Other classes share the site, and mean a stock one. */
    @AfterEach
    void deactivate() {
        companion.engine("postmeta", "InnoDB");
        companion.deactivate();
    }

    @ParameterizedTest
    @CsvSource({"postmeta, MyISAM", "posts, Aria", "term_relationships, MyISAM"})
    void a_table_that_cannot_roll_back_is_named_and_the_plugin_stays_inactive(String table, String engine) {
        companion.deactivate();
        assertThat(companion.engine(table, engine).status()).isEqualTo(200);
        try {
            Reply refused = companion.activate();

            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.text()).contains("wp_" + table + " (" + engine + ")", "InnoDB");
            assertThat(stranger().get("/?_fields=namespaces").text()).doesNotContain("colophon/v1");
        } finally {
            companion.engine(table, "InnoDB");
        }
        assertThat(companion.activate().status()).isEqualTo(200);
    }

    @Test
    void health_tells_the_version_to_those_who_write_and_fails_when_a_table_lost_its_engine() {
        assertThat(stranger().get("/colophon/v1/health").status()).isEqualTo(401);
        Reply healthy = editor().get("/colophon/v1/health");
        assertThat(healthy.status()).isEqualTo(200);
        assertThat(healthy.field("version")).matches("\\d+\\.\\d+\\.\\d+");

        companion.engine("postmeta", "MyISAM");
        Reply failing = editor().get("/colophon/v1/health");

        assertThat(failing.status()).isEqualTo(503);
        assertThat(failing.field("problem")).contains("wp_postmeta (MyISAM)");
    }

    @Test
    void uninstalling_leaves_posts_alone_and_nothing_of_its_own() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish", "meta", Map.of("colophon_story_key", slug)))
                .id();
        assertThat(companion.names().text()).contains("wp_colophon_publication", "colophon_companion");

        companion.deactivate();
        assertThat(companion.delete().status()).isEqualTo(200);

        assertThat(companion.names().text())
                .doesNotContain("wp_colophon")
                .doesNotContain("colophon_companion")
                .contains("wp_posts");
        assertThat(read(post).field("status")).isEqualTo("publish");
        assertThat(read(post).raw("content")).isEqualTo("<p>Content of " + slug + "</p>");
    }

    @Test
    void what_a_story_says_for_search_engines_comes_back_and_is_in_the_page() {
        String slug = fresh();
        var meta = Map.of(
                "colophon_story_key", "desk/" + slug,
                "colophon_cluster_id", "cluster-7",
                "colophon_sector_id", "sector-3",
                "colophon_seo_title", "Title for <b>engines</b>",
                "colophon_seo_description", "What \"it\" is about",
                "colophon_seo_canonical", "https://example.org/first-there",
                "colophon_seo_focus_keyword", "harbour");

        Reply created = editor().post(keyed(slug, 1), story(slug, "publish", "meta", meta));

        JsonNode stored = read(created.id()).json().path("meta");
        assertThat(stored.path("colophon_story_key").asString()).isEqualTo("desk/" + slug);
        assertThat(stored.path("colophon_cluster_id").asString()).isEqualTo("cluster-7");
        assertThat(stored.path("colophon_sector_id").asString()).isEqualTo("sector-3");
        assertThat(stored.path("colophon_seo_title").asString()).isEqualTo("Title for engines");
        assertThat(stored.path("colophon_seo_focus_keyword").asString()).isEqualTo("harbour");
        assertThat(stranger().send("GET", "/" + slug + "/", "").text())
                .contains("<title>Title for engines</title>")
                .contains("<meta name=\"description\" content=\"What &quot;it&quot; is about\" />")
                .contains("<link rel=\"canonical\" href=\"https://example.org/first-there\" />");
    }

    @ParameterizedTest
    @CsvSource({
        "yoast,    _yoast_wpseo_title, _yoast_wpseo_metadesc, _yoast_wpseo_canonical,  _yoast_wpseo_focuskw",
        "rankmath, rank_math_title,    rank_math_description, rank_math_canonical_url, rank_math_focus_keyword"
    })
    void another_seo_plugin_gets_it_in_its_own_fields(
            String plugin, String title, String description, String canonical, String keyword) {
        String slug = fresh();
        var meta = Map.of(
                "colophon_seo_title", "It's \\ a title",
                "colophon_seo_description", "About it",
                "colophon_seo_canonical", "https://example.org/a",
                "colophon_seo_focus_keyword", "harbour");

        long post = editor().with("X-Seo", plugin)
                .post(keyed(slug, 1), story(slug, "publish", "meta", meta))
                .id();

        JsonNode stored = stranger().get("/colophon-test/v1/meta?post=" + post).json();
        assertThat(stored.path(title).path(0).asString()).isEqualTo("It's \\ a title");
        assertThat(stored.path(description).path(0).asString()).isEqualTo("About it");
        assertThat(stored.path(canonical).path(0).asString()).isEqualTo("https://example.org/a");
        assertThat(stored.path(keyword).path(0).asString()).isEqualTo("harbour");
    }

    @Test
    void an_api_key_publishes_as_its_user_until_it_is_revoked_and_is_stored_as_a_hash() {
        long user = editor().get("/wp/v2/users/me").id();
        Reply made = companion.administrator().post("/colophon/v1/keys", Map.of("user", user, "name", "newsroom"));
        String key = made.field("key");
        Rest bearer = stranger().with("Authorization", "Bearer " + key);
        String slug = fresh();

        assertThat(key).matches(SECRET_FORM);
        assertThat(bearer.post(keyed(slug, 1), story(slug, "publish")).status()).isEqualTo(201);
        assertThat(stranger().with("X-Colophon-Key", key).get("/wp/v2/users/me").id())
                .isEqualTo(user);
        String secret = key.substring(key.lastIndexOf('_') + 1);
        assertThat(stranger().get("/colophon-test/v1/api-keys").text())
                .contains(made.field("id"))
                .doesNotContain(secret);
        assertThat(companion.administrator().get("/colophon/v1/keys").text()).doesNotContain("hash", secret);

        companion.administrator().delete("/colophon/v1/keys/" + made.field("id"));
        assertThat(bearer.get("/wp/v2/users/me").status()).isEqualTo(401);
    }

    @Test
    void a_wrong_secret_an_unknown_key_and_the_key_of_a_key_open_nothing() {
        long administrator = companion.administrator().get("/wp/v2/users/me").id();
        String key = companion
                .administrator()
                .post("/colophon/v1/keys", Map.of("user", administrator, "name", "chief"))
                .field("key");
        String id = key.substring(0, key.lastIndexOf('_') + 1);

        for (String wrong :
                List.of(id + "0".repeat(64), "colophon_" + "0".repeat(16) + "_" + "0".repeat(64), key + "0")) {
            assertThat(stranger()
                            .with("Authorization", "Bearer " + wrong)
                            .get("/wp/v2/users/me")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(editor().post("/colophon/v1/keys", Map.of("user", administrator, "name", "mine"))
                        .status())
                .isEqualTo(403);
        assertThat(stranger()
                        .with("Authorization", "Bearer " + key)
                        .post("/colophon/v1/keys", Map.of("user", administrator, "name", "child"))
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer %s", "Bearer  %s", "Bearer\t%s"})
    void however_a_key_is_spelt_it_makes_shows_and_ends_no_keys(String spelling) {
        long administrator = companion.administrator().get("/wp/v2/users/me").id();
        Rest byKey = stranger().with("Authorization", spelling.formatted(keyOf(administrator)));
        assertThat(byKey.get("/wp/v2/users/me").id()).isEqualTo(administrator);

        assertThat(byKey.get("/colophon/v1/keys").status()).isEqualTo(403);
        assertThat(byKey.post("/colophon/v1/keys", Map.of("user", administrator, "name", "child"))
                        .status())
                .isEqualTo(403);
        assertThat(byKey.delete("/colophon/v1/keys/" + "0".repeat(16)).status()).isEqualTo(403);
        assertThat(companion.administrator().get("/colophon/v1/keys").status()).isEqualTo(200);
    }

    @Test
    void a_key_leaves_no_other_way_in_behind_that_its_end_would_not_close() {
        long administrator = companion.administrator().get("/wp/v2/users/me").id();
        long editor = editor().get("/wp/v2/users/me").id();

        for (long user : List.of(administrator, editor)) {
            Rest byKey = stranger().with("Authorization", "Bearer " + keyOf(user));
            assertThat(byKey.get("/wp/v2/users/me").id()).isEqualTo(user);
            assertThat(byKey.post("/wp/v2/users/me/application-passwords", Map.of("name", "kept"))
                            .status())
                    .isEqualTo(403);
            assertThat(byKey.post("/wp/v2/users/me", Map.of("password", "kept-" + fresh()))
                            .status())
                    .isEqualTo(403);
            assertThat(byKey.post(
                                    "/wp/v2/users",
                                    Map.of("username", fresh(), "email", fresh() + "@example.org", "password", fresh()))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(editor().post("/wp/v2/users/me/application-passwords", Map.of("name", fresh()))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/?rest_route=&p=%d", "/index.php?p=%d&rest_route=", "/wp-json/wp/v2/posts?p=%d&rest_route="})
    void a_key_shows_no_page_of_the_site_under_an_empty_route(String address) {
        String slug = fresh();
        long draft = draft(slug);
        long editor = editor().get("/wp/v2/users/me").id();
        Rest byKey = stranger().with("Authorization", "Bearer " + keyOf(editor));

        assertThat(byKey.get(item(draft)).status()).isEqualTo(200);
        assertThat(byKey.send("GET", address.formatted(draft), "").text()).doesNotContain("Content of " + slug);
    }

    private String keyOf(long user) {
        return companion
                .administrator()
                .post("/colophon/v1/keys", Map.of("user", user, "name", "of " + user))
                .field("key");
    }

    @Test
    void the_log_tells_what_was_asked_and_how_it_ended_and_nothing_of_the_story() {
        String slug = fresh();
        editor().post(keyed(slug, 3), story(slug, "publish", "password", "readers-only-" + slug));
        editor().post(keyed(slug, 2), story(slug, "publish"));

        Reply log = companion.administrator().get("/colophon/v1/log");

        assertThat(editor().get("/colophon/v1/log").status()).isEqualTo(403);
        JsonNode refused = log.json().path(0);
        JsonNode created = log.json().path(1);
        assertThat(refused.path("code").asString()).isEqualTo("colophon_stale_epoch");
        assertThat(created.path("status").asInt()).isEqualTo(201);
        assertThat(created.path("epoch").asInt()).isEqualTo(3);
        assertThat(created.path("route").asString()).isEqualTo(byKey(slug));
        assertThat(log.text()).doesNotContain("readers-only", "Content of", "Basic ");
    }

    @Test
    void the_log_follows_an_errand_through_all_routes_and_takes_nothing_from_strangers() {
        String slug = fresh();
        String errand = fresh() + ".3";
        Rest followed = editor().with("X-Colophon-Correlation", errand);
        long post = followed.post(keyed(slug, 3), story(slug, "publish")).id();
        followed.get("/wp/v2/posts/" + post);
        followed.get("/wp/v2/posts/" + Long.MAX_VALUE);
        editor().get("/wp/v2/posts/" + post);
        stranger().with("X-Colophon-Correlation", errand).get("/wp/v2/posts/" + post);
        editor().with("X-Colophon-Correlation", "' OR 1=1").get(byKey(slug));

        JsonNode all = companion.administrator().get("/colophon/v1/log").json();
        JsonNode log = companion
                .administrator()
                .get("/colophon/v1/log?correlation=" + errand)
                .json();

        assertThat(log.valueStream()
                        .map(row -> row.path("method").asString() + " "
                                + row.path("route").asString() + " "
                                + row.path("status").asInt()))
                .containsExactly(
                        "GET /wp/v2/posts/" + Long.MAX_VALUE + " 404",
                        "GET /wp/v2/posts/" + post + " 200",
                        "POST " + byKey(slug) + " 201");
        assertThat(all.path(0).path("route").asString()).isEqualTo(byKey(slug));
        assertThat(all.path(0).path("correlation").isNull()).isTrue();
    }

    @Test
    void strangers_push_nothing_out_of_the_log() {
        String slug = fresh();
        editor().get(byKey(slug));

        stranger().get(byKey(slug));
        stranger().post(keyed(slug, 1), story(slug, "publish"));
        stranger().get("/colophon/v1/no-such-route");
        stranger().with("Authorization", "Basic bm9ib2R5Ondyb25n").get("/colophon/v1/health");

        JsonNode newest =
                companion.administrator().get("/colophon/v1/log").json().path(0);
        assertThat(newest.path("method").asString() + " " + newest.path("route").asString())
                .isEqualTo("GET " + byKey(slug));
        assertThat(newest.path("status").asInt()).isEqualTo(404);
    }

    @Test
    void the_log_is_bounded() {
        stranger().post("/colophon-test/v1/log?rows=1100", Map.of());

        editor().get(byKey(fresh()));

        assertThat(stranger().get("/colophon-test/v1/log").json().path("rows").asInt())
                .isEqualTo(1000);
    }

    @Test
    void whoever_waits_longer_than_the_database_lets_it_is_told_that_nothing_was_stored() {
        String slug;
        CompletableFuture<Reply> slow;
        Reply waited;
        int races = 0;
        do {
            slug = fresh();
            slow = editor().failing("sleep:4000").postApart(keyed(slug, 1), story(slug, "publish"));
            pause();
            waited = editor().with("X-Lock-Wait", "1").post(keyed(slug, 1), story(slug, "publish"));
        } while (waited.status() != 409 && ++races < 5); // whoever was to wait came before the slow one, or after it

        assertThat(waited.status()).isEqualTo(409);
        assertThat(waited.code()).isEqualTo("colophon_key_busy");
        assertThat(slow.join().status()).isEqualTo(201);
        assertThat(editor().post(keyed(slug, 1), story(slug, "publish")).status())
                .isEqualTo(200);
        assertThat(lookUp(slug).json()).hasSize(1);
    }
}
