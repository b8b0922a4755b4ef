package dev.colophon.wordpresspublisher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.wordpresspublisher.publication.Placement;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

    static Stream<Place> places() {
        return Stream.of(
                new Place.Ours(UUID.fromString("6f1c6f1e-8a3b-4c1d-9a51-2f0a4f1f7a10")),
                new Place.Marked(Placement.POST, 40),
                new Place.Drafts(Placement.of("page"), 0));
    }

    @ParameterizedTest
    @MethodSource("places")
    void a_walk_goes_on_where_it_was_left(Place place) {
        assertThat(Place.of(place.words())).isEqualTo(place);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "end",
                "ours",
                "ours:x",
                "marked:Foo Bar:0",
                "marked:post",
                "marked:post:many",
                "drafts:post:99999999999",
                "tags:3"
            })
    void a_walk_begins_anew_where_nothing_is_kept_or_nothing_that_can_be_read(String words) {
        assertThat(Place.of(words)).isEqualTo(Place.beginning());
    }
}
