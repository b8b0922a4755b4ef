package dev.colophon.publishapi.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.client.ClientId;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

class SessionsTest {

    private static final ClientId ONE = new ClientId(new UUID(0, 1));
    private static final ClientId TWO = new ClientId(new UUID(0, 2));

    private final Sessions sessions = new Sessions();

    @Test
    void beyond_the_most_of_a_client_its_oldest_ends_and_no_other_clients() {
        var another = begun(TWO);
        var ofOne = IntStream.range(0, Sessions.MOST_OF_A_CLIENT + 2)
                .mapToObj(_ -> begun(ONE))
                .toList();

        assertThat(ofOne.subList(0, 2)).allMatch(MockHttpSession::isInvalid);
        assertThat(ofOne.subList(2, ofOne.size())).noneMatch(MockHttpSession::isInvalid);
        assertThat(another.isInvalid()).isFalse();
    }

    @Test
    void a_session_that_ended_by_itself_leaves_its_place_to_another() {
        var first = begun(ONE);
        for (var number = 0; number < 3 * Sessions.MOST_OF_A_CLIENT; number++) {
            begun(ONE).invalidate();
        }

        assertThat(first.isInvalid()).isFalse();
    }

    private MockHttpSession begun(ClientId client) {
        var session = new MockHttpSession();
        sessions.count(client, session);
        return session;
    }
}
