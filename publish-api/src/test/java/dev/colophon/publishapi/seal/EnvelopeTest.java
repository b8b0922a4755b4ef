package dev.colophon.publishapi.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.Keysets;
import dev.colophon.publishapi.Samples;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final byte[] SECRET = "a secret".getBytes(UTF_8);

    @Test
    void what_is_sealed_tells_which_key_did_it() throws Exception {
        var former = Envelope.of(Samples.keyset());
        var rotated = Envelope.of(Keysets.rotated(Samples.keyset()));

        assertThat(markOf(former.seal(SECRET, "me"))).isEqualTo(markOf(former));
        assertThat(markOf(rotated.seal(SECRET, "me")))
                .isEqualTo(markOf(rotated))
                .isNotEqualTo(markOf(former));
    }

    @Test
    void after_a_rotation_what_the_former_key_sealed_opens_until_that_key_is_taken_out() throws Exception {
        var sealed = Envelope.of(Samples.keyset()).seal(SECRET, "me");
        var rotated = Keysets.rotated(Samples.keyset());

        assertThat(Envelope.of(rotated).open(sealed, "me")).isEqualTo(SECRET);
        assertThatThrownBy(() -> Envelope.of(Keysets.withoutOlder(rotated)).open(sealed, "me"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void what_is_sealed_for_one_owner_does_not_open_for_another() {
        var envelope = Envelope.of(Samples.keyset());

        assertThatThrownBy(() -> envelope.open(envelope.seal(SECRET, "me"), "you"))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void a_keyset_that_is_none_stops_the_start_without_being_quoted() {
        assertThatThrownBy(() -> Envelope.of("c2VjcmV0"))
                .hasMessageContaining("COLOPHON_SITE_KEYSET")
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
    }

    private static byte[] markOf(Envelope envelope) {
        return envelope.primaryMark().orElseThrow();
    }

    private static byte[] markOf(byte[] sealed) {
        return Arrays.copyOfRange(sealed, 4, 9);
    }
}
