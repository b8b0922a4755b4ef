package dev.colophon.publishapi.console;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.client.ApiKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class SignedInTest {

    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private final SignedIn signedIn =
            new SignedIn(ApiKey.parse("clp_" + "a".repeat(43)).orElseThrow(), START);
    private final MockHttpServletRequest signIn = new MockHttpServletRequest();

    @BeforeEach
    void begin() {
        signedIn.begin(signIn);
    }

    @Test
    void a_session_ends_half_an_hour_after_its_last_use() {
        assertThat(usedAfter(29)).isTrue();
        assertThat(usedAfter(58)).isTrue();
        assertThat(usedAfter(88)).isFalse();
    }

    @Test
    void a_page_that_looks_by_itself_is_no_use_of_it() {
        assertThat(lookedAtAfter(29)).isTrue();
        assertThat(lookedAtAfter(30)).isFalse();
    }

    @Test
    void no_session_outlives_eight_hours_however_busy() {
        for (var minutes = 20; minutes < 480; minutes += 20) {
            assertThat(usedAfter(minutes)).as("after %d minutes", minutes).isTrue();
        }

        assertThat(usedAfter(480)).isFalse();
    }

    @Test
    void without_a_session_nobody_is_signed_in() {
        assertThat(signedIn.lastsAt(START, new MockHttpServletRequest())).isFalse();
    }

    private boolean usedAfter(int minutes) {
        return signedIn.lastsAt(START.plus(Duration.ofMinutes(minutes)), request());
    }

    private boolean lookedAtAfter(int minutes) {
        var request = request();
        request.addHeader(SignedIn.LOOK, "1");
        return signedIn.lastsAt(START.plus(Duration.ofMinutes(minutes)), request);
    }

    private MockHttpServletRequest request() {
        var request = new MockHttpServletRequest();
        var session = requireNonNull(signIn.getSession(false));
        request.setSession(session);
        return request;
    }
}
