package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of many uploads a file, and its attachment is put down once. */
@ExtendWith(PostgresExtension.class)
class SiteMediaTest {

    private static final Duration LEASE = Duration.ofMinutes(5);

    private final SiteMedia media;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final SiteMedia.File file = new SiteMedia.File(site, "ab".repeat(32));

    SiteMediaTest(PostgresServer postgres) {
        postgres.migrate("wordpress-publisher");
        this.media = new SiteMedia(JdbcClient.create(postgres.as("wordpress_publisher")));
    }

    @Test
    void of_many_that_ask_at_once_one_may_upload_it() throws Exception {
        List<Callable<Optional<SiteMedia.Uploading>>> all = Collections.nCopies(24, () -> media.claim(file, LEASE));

        int uploading = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var claim : threads.invokeAll(all)) {
                uploading += claim.get().isPresent() ? 1 : 0;
            }
        }

        assertThat(uploading).isOne();
    }

    @Test
    void the_first_attachment_stands_whoever_comes_later() {
        media.claim(file, LEASE);

        assertThat(media.uploaded(file, attachment(7)).id()).isEqualTo(7);
        assertThat(media.uploaded(file, attachment(8)).id()).isEqualTo(7);
        assertThat(media.claim(file, LEASE)).isEmpty();
        assertThat(media.of(file)).map(Attachment::id).contains(7L);
    }

    @Test
    void a_turn_that_ran_out_or_was_given_up_is_free_and_a_later_holders_is_not() {
        var first = media.claim(file, Duration.ZERO).orElseThrow();
        var second = media.claim(file, LEASE).orElseThrow();

        media.giveUp(first);
        assertThat(media.claim(file, LEASE)).isEmpty();

        media.giveUp(second);
        assertThat(media.claim(file, LEASE)).isPresent();
    }

    private static Attachment attachment(long id) {
        return new Attachment(id, "", "", "https://example.org/wp-content/uploads/" + id + ".png");
    }
}
