package dev.colophon.testkit.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeCompanionContractTest implements CompanionKindContract {

    private final FakeWordPress wordpress =
            FakeWordPress.builder().withCompanion().start();

    @Override
    public WordPressUnderTest site() {
        return wordpress;
    }

    @AfterEach
    void close() {
        wordpress.close();
    }

    @Test
    void while_the_plugin_is_not_active_its_routes_are_not_there_and_afterwards_it_knows_its_keys() {
        String slug = fresh();
        long post = editor().post(keyed(slug, 1), story(slug, "publish")).id();

        wordpress.companion(false);
        assertThat(editor().post(keyed(slug, 1), story(slug, "publish")).code()).isEqualTo("rest_no_route");
        assertThat(stranger().get("/").text()).doesNotContain("colophon");

        wordpress.companion(true);
        assertThat(editor().post(keyed(slug, 1), story(slug, "publish")).id()).isEqualTo(post);
    }
}
