package dev.colophon.statusprojector.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicationIdTest {

    /** PostgreSQL compares a uuid byte by byte, as its text; {@link UUID} itself takes the first bit for a sign. */
    @Test
    void publications_stand_in_the_order_in_which_postgresql_has_their_ids() {
        var ids = Stream.of(
                        "ffffffff-0000-0000-0000-000000000000",
                        "7fffffff-0000-0000-0000-000000000000",
                        "00000000-0000-0000-8000-000000000000")
                .map(text -> new PublicationId(UUID.fromString(text)));

        assertThat(ids.sorted().map(PublicationId::toString))
                .containsExactly(
                        "00000000-0000-0000-8000-000000000000",
                        "7fffffff-0000-0000-0000-000000000000",
                        "ffffffff-0000-0000-0000-000000000000");
    }
}
