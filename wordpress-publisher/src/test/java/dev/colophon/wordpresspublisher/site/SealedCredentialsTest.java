package dev.colophon.wordpresspublisher.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.wordpresspublisher.Contracts;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SealedCredentialsTest {

    private final JsonNode sample = Contracts.sample("sealed-credentials/application-password.json");
    private final SealedCredentials credentials =
            new SealedCredentials(sample.path("keyset").stringValue(), new JsonMapper());
    private final byte[] sealed =
            Base64.getDecoder().decode(sample.path("sealed").stringValue());

    @Test
    void the_sample_opens_for_its_site() throws GeneralSecurityException {
        var opened = credentials.open(
                new SiteId(UUID.fromString(sample.path("siteId").stringValue())), sealed);

        assertThat(opened).isEqualTo(new Credentials("editor", "abcd EFGH 1234 ijkl MNOP 5678"));
        assertThat(opened.toString()).doesNotContain("abcd");
    }

    @Test
    void what_was_sealed_for_another_site_does_not_open() {
        assertThatThrownBy(() -> credentials.open(new SiteId(UUID.randomUUID()), sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void a_keyset_that_cannot_be_used_stops_the_start_and_is_not_quoted() {
        assertThatThrownBy(() -> new SealedCredentials("bm8gc2VjcmV0", new JsonMapper()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COLOPHON_SITE_KEYSET")
                .hasMessageNotContaining("bm8gc2VjcmV0")
                .hasNoCause();
    }
}
