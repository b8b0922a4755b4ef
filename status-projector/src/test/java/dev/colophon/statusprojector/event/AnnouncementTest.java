package dev.colophon.statusprojector.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.statusprojector.publication.Edition;
import dev.colophon.statusprojector.publication.PostId;
import dev.colophon.statusprojector.publication.PublicPost;
import dev.colophon.statusprojector.publication.PublicState;
import dev.colophon.statusprojector.publication.Status;
import dev.colophon.statusprojector.publication.UpdateStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnnouncementTest {

    private static final PublicPost POST = new PublicPost(new PostId("7"), "https://news.example/a/");

    @ParameterizedTest
    @EnumSource(Status.class)
    void nothing_is_said_of_what_has_not_changed(Status status) {
        var state = status == Status.PUBLISHED ? published(1, 1, null) : waiting(status, 1);

        assertThat(Announcement.of(state, state)).isEmpty();
        assertThat(Announcement.of(null, state)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "accepted, ACCEPTED",
        "scheduled, SCHEDULED",
        "publishing, CLAIMED",
        "deferred, DEFERRED",
        "unconfirmed, UNCONFIRMED",
        "parked, PARKED",
        "failed, FAILED",
        "unpublished, UNPUBLISHED",
        "removed, REMOVED",
        "cancelled, CANCELLED"
    })
    void a_status_has_its_own_word(String status, Announcement said) {
        var after = waiting(Status.valueOf(status.toUpperCase(Locale.ROOT)), 2);

        assertThat(Announcement.of(published(1, 1, null), after)).contains(said);
        assertThat(Announcement.of(null, after)).contains(said);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, ACCEPTED",
        "PUBLISHING, CLAIMED",
        "DEFERRED, DEFERRED",
        "UNCONFIRMED, UNCONFIRMED",
        "PARKED, PARKED",
        "FAILED, FAILED"
    })
    void an_update_has_its_own_word_while_the_post_stays_published(UpdateStatus update, Announcement said) {
        assertThat(Announcement.of(published(1, 1, null), published(1, 2, update)))
                .contains(said);
    }

    @Test
    void published_is_said_once_and_every_later_revision_is_an_update() {
        assertThat(Announcement.of(waiting(Status.PUBLISHING, 1), published(1, 1, null)))
                .contains(Announcement.PUBLISHED);
        assertThat(Announcement.of(published(1, 2, UpdateStatus.PUBLISHING), published(2, 2, null)))
                .contains(Announcement.UPDATED);
        assertThat(Announcement.of(published(1, 3, UpdateStatus.PENDING), published(2, 3, UpdateStatus.PENDING)))
                .contains(Announcement.UPDATED);
        assertThat(Announcement.of(waiting(Status.REMOVED, 1), published(1, 1, null)))
                .contains(Announcement.PUBLISHED);
    }

    private static PublicState published(long shown, long newest, @Nullable UpdateStatus update) {
        return new PublicState(Status.PUBLISHED, update, new Edition(1, newest), shown, POST, null, 1, null);
    }

    private static PublicState waiting(Status status, long newest) {
        return new PublicState(status, null, new Edition(1, newest), null, null, null, 1, null);
    }
}
