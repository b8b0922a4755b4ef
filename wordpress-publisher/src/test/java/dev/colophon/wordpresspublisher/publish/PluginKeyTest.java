package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.Newsroom;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;

/** A site that is opened by a key of its companion plugin in place of an application password. */
@PublisherTest
@ExtendWith(OutputCaptureExtension.class)
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

    /** As LOGGING_LEVEL_ROOT=debug does it; what is capped in the service's own configuration stays so. */
    @Test
    void with_debug_on_no_secret_of_a_site_or_of_readers_is_logged(
            CapturedOutput output, @Autowired LoggingSystem logging) {
        String password = wordpress.editor().applicationPassword();
        PluginKey key = PluginKey.made(wordpress);
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.DEBUG);
        try {
            Story byPassword = story("by-password-in-debug");
            byPassword
                    .want(request -> variant(request).put("password", "canary-of-the-readers"))
                    .awaitReceipt("published");
            wordpress.revokeApplicationPassword(wordpress.editor());
            byPassword.want(request -> variant(request).put("title", "Refused")).awaitReceipt("deferred");
            newsroom.openByKey(byPassword.site(), key.secret());
            byPassword.awaitReceipt("published");
            key.revoke();
            story("by-key-in-debug").want();
        } finally {
            logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }

        assertThat(output.getAll()).contains("DEBUG");
        assertThat(List.of(
                        password,
                        password.replace(" ", ""),
                        wordpress.editor().authorization(),
                        key.secret(),
                        "canary-of-the-readers",
                        Newsroom.KEYSET))
                .allSatisfy(secret -> assertThat(output.getAll()
                                .lines()
                                .filter(line -> line.contains(secret))
                                .map(line -> line.replace(secret, "[the secret]"))
                                .limit(3))
                        .isEmpty());
    }
}
