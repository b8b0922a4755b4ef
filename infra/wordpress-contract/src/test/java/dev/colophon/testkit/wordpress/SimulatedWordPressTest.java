package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedWordPressTest {

    private static final URI ADDRESS = URI.create("http://localhost:1");

    @TempDir
    private Path home;

    @Test
    void posts_terms_and_passwords_survive_a_restart() throws IOException {
        Account editor;
        long deleted;
        try (FakeWordPress site = start()) {
            editor = site.editor();
            Rest rest = onPort(site);
            long tag = rest.post("/wp/v2/tags", Map.of("name", "Press")).id();
            rest.post("/wp/v2/posts", story("a", List.of(tag)));
            deleted = rest.post("/wp/v2/posts", story("b", List.of())).id();
            rest.delete("/wp/v2/posts/" + deleted + "?force=true");
        }

        try (FakeWordPress site = start()) {
            assertThat(site.editor()).isEqualTo(editor);
            assertThat(site.publicPosts()).extracting(PublicPost::slug).containsExactly("a");
            assertThat(site.posts().getFirst().tags()).containsExactly("Press");
            assertThat(onPort(site).post("/wp/v2/posts", story("c", List.of())).id())
                    .isGreaterThan(deleted);
        }
    }

    @Test
    void a_line_that_was_cut_short_by_a_crash_is_left_out() throws IOException {
        try (FakeWordPress site = start()) {
            onPort(site).post("/wp/v2/posts", story("a", List.of()));
        }
        Files.writeString(home.resolve("posts.jsonl"), "{\"post\":{\"id\":9,\"ty", StandardOpenOption.APPEND);

        try (FakeWordPress site = start()) {
            onPort(site).post("/wp/v2/posts", story("b", List.of()));
        }

        try (FakeWordPress site = start()) {
            assertThat(site.publicPosts()).extracting(PublicPost::slug).containsExactly("a", "b");
        }
    }

    @Test
    void the_site_describes_itself_to_its_owner_alone() throws IOException {
        try (FakeWordPress site = start()) {
            Path description = home.resolve("site.json");

            assertThat(Files.readString(description))
                    .contains(site.editor().applicationPassword())
                    .contains("\"url\" : \"" + ADDRESS);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(description)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void links_carry_the_public_address_and_a_person_can_look_at_a_post() throws IOException {
        try (FakeWordPress site = start()) {
            Rest rest = onPort(site);
            String link = rest.post("/wp/v2/posts", story("a", List.of())).field("link");

            assertThat(link).isEqualTo(ADDRESS + "/a/");
            assertThat(rest.send("GET", "/a/", "").text()).contains("<h1>Title &amp; more</h1>", "<p>Hello</p>");
            assertThat(rest.send("GET", "/", "").text()).contains("1 public", link);
        }
    }

    private FakeWordPress start() throws IOException {
        return SimulatedWordPress.start(home, 0, ADDRESS);
    }

    private static Rest onPort(FakeWordPress site) {
        Rest rest = Rest.as(site, site.editor());
        return new Rest(URI.create("http://127.0.0.1:" + site.port()), rest.headers(), rest.patience());
    }

    private static Map<String, Object> story(String slug, List<Long> tags) {
        return Map.of(
                "title", "Title & more", "content", "<p>Hello</p>", "slug", slug, "status", "publish", "tags", tags);
    }
}
