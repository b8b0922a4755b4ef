package dev.colophon.publishapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.publishapi.client.ApiKeys.Recognised;
import dev.colophon.publishapi.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KnownCallersTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    private static final Sha256 KEY = hash("key");

    private final KnownCallers known = new KnownCallers();

    @Test
    void who_was_recognised_is_known_for_a_second_and_no_longer() {
        known.keep(KEY, caller(null), NOW, known.generation());

        assertThat(known.find(KEY, NOW.plusMillis(999))).isPresent();
        assertThat(known.find(KEY, NOW.plus(KnownCallers.KNOWN_FOR))).isEmpty();
        assertThat(known.find(hash("another"), NOW)).isEmpty();
    }

    @Test
    void nobody_is_known_beyond_the_end_of_the_key() {
        known.keep(KEY, caller(NOW.plusMillis(10)), NOW, known.generation());

        assertThat(known.find(KEY, NOW.plusMillis(9))).isPresent();
        assertThat(known.find(KEY, NOW.plusMillis(10))).isEmpty();
    }

    @Test
    void a_clock_that_is_set_back_makes_nobody_known_for_longer() {
        known.keep(KEY, caller(null), NOW, known.generation());

        assertThat(known.find(KEY, NOW.minus(Duration.ofHours(1)))).isEmpty();
    }

    @Test
    void a_revocation_is_heeded_at_once() {
        known.keep(KEY, caller(null), NOW, known.generation());
        known.forget();

        assertThat(known.find(KEY, NOW)).isEmpty();
    }

    @Test
    void what_was_read_before_a_revocation_and_comes_after_it_lets_nobody_in() {
        var before = known.generation();
        known.forget();
        known.keep(KEY, caller(null), NOW, before);

        assertThat(known.find(KEY, NOW)).isEmpty();
    }

    @Test
    void no_more_are_known_than_the_bound() {
        for (var number = 0; number <= KnownCallers.MOST; number++) {
            known.keep(hash("key " + number), caller(null), NOW, known.generation());
        }

        assertThat(known.find(hash("key 0"), NOW)).isEmpty();
        assertThat(known.find(hash("key " + KnownCallers.MOST), NOW)).isPresent();
    }

    private static Recognised caller(@Nullable Instant expiresAt) {
        var caller = new Caller(new ClientId(UUID.randomUUID()), "newsroom", Role.CLIENT, HtmlPolicy.TRUSTED);
        return new Recognised(caller, UUID.randomUUID(), expiresAt, null);
    }

    private static Sha256 hash(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
