package dev.colophon.wordpresspublisher.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.KmsEnvelopeAead;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.Keysets;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SealedCredentialsTest {

    private final JsonNode sample = Contracts.sample("sealed-credentials/application-password.json");
    private final SealedCredentials credentials = new SealedCredentials(keyset(), new JsonMapper());
    private final byte[] sealed =
            Base64.getDecoder().decode(sample.path("sealed").stringValue());

    @Test
    void the_sample_opens_for_its_site() throws GeneralSecurityException {
        var opened = credentials.open(
                new SiteId(UUID.fromString(sample.path("siteId").stringValue())), sealed);

        assertThat(opened).isEqualTo(new Credentials.ApplicationPassword("editor", "abcd EFGH 1234 ijkl MNOP 5678"));
        assertThat(opened.toString()).doesNotContain("abcd");
    }

    @Test
    void a_key_of_the_companion_plugin_opens_and_is_told_nowhere() throws GeneralSecurityException {
        var key = Contracts.sample("sealed-credentials/api-key.json");

        var opened = credentials.open(
                new SiteId(UUID.fromString(key.path("siteId").stringValue())),
                Base64.getDecoder().decode(key.path("sealed").stringValue()));

        assertThat(opened.authorization()).matches("Bearer colophon_[0-9a-f]{16}_[0-9a-f]{64}");
        assertThat(opened.toString()).doesNotContain("colophon_");
    }

    @Test
    void what_was_sealed_for_another_site_does_not_open() {
        assertThatThrownBy(() -> credentials.open(new SiteId(UUID.randomUUID()), sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void after_the_keyset_was_rotated_old_and_new_open_and_without_its_key_the_old_does_not() throws Exception {
        var site = new SiteId(UUID.fromString(sample.path("siteId").stringValue()));
        var rotated = Keysets.rotated(keyset());
        var resealed = KmsEnvelopeAead.create(
                        PredefinedAeadParameters.AES256_GCM,
                        TinkJsonProtoKeysetFormat.parseKeyset(decoded(rotated), InsecureSecretKeyAccess.get())
                                .getPrimitive(RegistryConfiguration.get(), Aead.class))
                .encrypt(
                        sample.path("plaintext").stringValue().getBytes(UTF_8),
                        ("dev.colophon/site/" + site).getBytes(UTF_8));
        var both = new SealedCredentials(rotated, new JsonMapper());
        var withoutOld = new SealedCredentials(Keysets.withoutOlder(rotated), new JsonMapper());

        assertThat(both.open(site, sealed)).isEqualTo(both.open(site, resealed));
        assertThat(withoutOld.open(site, resealed)).isEqualTo(credentials.open(site, sealed));
        assertThatThrownBy(() -> withoutOld.open(site, sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> credentials.open(site, resealed)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void what_the_primary_key_sealed_is_told_from_what_an_older_one_did() throws Exception {
        byte[] sealedWith = Arrays.copyOfRange(sealed, 4, 9);

        assertThat(credentials.olderKey(sealedWith)).isFalse();
        assertThat(new SealedCredentials(Keysets.rotated(keyset()), new JsonMapper()).olderKey(sealedWith))
                .isTrue();
    }

    @Test
    void a_keyset_that_cannot_be_used_stops_the_start_and_is_not_quoted() {
        assertThatThrownBy(() -> new SealedCredentials("bm8gc2VjcmV0", new JsonMapper()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COLOPHON_SITE_KEYSET")
                .hasMessageNotContaining("bm8gc2VjcmV0")
                .hasNoCause();
    }

    private String keyset() {
        return sample.path("keyset").stringValue();
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }
}
