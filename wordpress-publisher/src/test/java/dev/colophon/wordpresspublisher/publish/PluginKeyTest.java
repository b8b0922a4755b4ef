package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** A site that is opened by a key of its companion plugin in place of an application password. */
@PublisherTest
class PluginKeyTest extends AtOneSite {

    PluginKeyTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @BeforeEach
    void activate() {
        wordpress.companion(true);
    }

    @Test
    void a_story_is_published_and_updated_and_every_request_is_the_key_s() {
        Story story = story("by-key");
        newsroom.openByKey(story.site(), PluginKey.made(wordpress).secret());
        int before = wordpress.requests().size();
        story.want().awaitReceipt("published");
        story.want(request -> variant(request).put("title", "Second edition"));
        story.awaitReceipt("published");

        assertThat(only(story).title()).isEqualTo("Second edition");
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(wordpress.requests().stream().skip(before).map(request -> request.user()))
                .isNotEmpty()
                .containsOnly(wordpress.editor().login());
    }

    @Test
    void a_revoked_key_suspends_the_site_tells_no_secret_and_its_story_waits_for_another() {
        PluginKey key = PluginKey.made(wordpress);
        key.revoke();
        Story story = story("revoked");
        newsroom.openByKey(story.site(), key.secret());
        story.want();

        JsonNode waits = story.awaitReceipt("deferred");

        assertThat(code(waits)).isEqualTo("WP_CREDENTIALS_LOST");
        assertThat(story.receipts().toString()).doesNotContain(key.secret());
        assertThat(wordpress.posts()).isEmpty();
        newsroom.openByKey(story.site(), PluginKey.made(wordpress).secret());
        story.awaitReceipt("published");
    }
}
