package dev.colophon.publishapi.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.client.ClientId;
import dev.colophon.publishapi.problem.ProblemCode;
import dev.colophon.publishapi.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private final ClientId one = new ClientId(UUID.randomUUID());
    private final ClientId another = new ClientId(UUID.randomUUID());
    private final ClientId third = new ClientId(UUID.randomUUID());

    @Test
    void a_client_has_half_of_the_places_and_is_told_that_they_are_its_own() {
        var places = new Places(4, "bulks");

        var refusal = holding(places, List.of(one, one), () -> refusalOf(places, one));

        assertThat(refusal.code()).isEqualTo(ProblemCode.BUSY);
        assertThat(refusal).hasMessageStartingWith("This client has 2 of its bulks in hand");
    }

    @Test
    void the_others_find_the_other_half() {
        var places = new Places(4, "bulks");

        assertThat(holding(places, List.of(one, one, another, another), () -> "all of them"))
                .isEqualTo("all of them");
    }

    @Test
    void beyond_all_places_nobody_gets_one() {
        var places = new Places(2, "uploads");

        var refusal = holding(places, List.of(one, another), () -> refusalOf(places, third));

        assertThat(refusal).hasMessageStartingWith("This instance has 2 uploads in hand.");
    }

    @Test
    void of_a_single_place_one_client_may_have_it() {
        assertThat(new Places(1, "bulks").with(one, () -> "done")).isEqualTo("done");
    }

    @Test
    void a_place_is_free_again_however_its_work_ended() {
        var places = new Places(2, "uploads");

        assertThatThrownBy(() -> places.with(one, () -> {
                    throw new IllegalStateException("cut off");
                }))
                .hasMessage("cut off");

        assertThat(places.with(one, () -> "the next")).isEqualTo("the next");
    }

    private static <T> T holding(Places places, List<ClientId> holders, Supplier<T> work) {
        return holders.isEmpty()
                ? work.get()
                : places.with(holders.getFirst(), () -> holding(places, holders.subList(1, holders.size()), work));
    }

    private static ProblemException refusalOf(Places places, ClientId client) {
        try {
            return places.with(client, () -> {
                throw new AssertionError("a place was given");
            });
        } catch (ProblemException refusal) {
            return refusal;
        }
    }
}
