package dev.colophon.publishapi.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.publishapi.Samples;
import dev.colophon.publishapi.seal.Envelope;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CredentialsSealTest {

    private static final JsonNode SAMPLE = Samples.read("samples/sealed-credentials/application-password.json");
    private static final SiteId SITE =
            new SiteId(UUID.fromString(SAMPLE.get("siteId").asString()));
    private static final Envelope ENVELOPE = Envelope.of(Samples.keyset());
    private static final String PASSWORD = "abcd EFGH 1234 ijkl MNOP 5678";
    private static final String KEY = "colophon_" + "0a".repeat(8) + "_" + "1b".repeat(32);

    private final JsonMapper json = JsonMapper.builder().build();
    private final CredentialsSeal seal = new CredentialsSeal(ENVELOPE, json);

    @Test
    void the_sample_opens_as_the_contract_says() throws GeneralSecurityException {
        var sealed = Base64.getDecoder().decode(SAMPLE.get("sealed").asString());

        assertThat(open(sealed, SITE))
                .isEqualTo(json.readTree(SAMPLE.get("plaintext").asString()));
    }

    @Test
    void what_is_sealed_opens_to_the_contracts_plaintext_and_differs_each_time() throws GeneralSecurityException {
        var credentials = new Credentials.ApplicationPassword("editor", PASSWORD);
        var once = seal.seal(SITE, credentials);
        var twice = seal.seal(SITE, credentials);

        assertThat(open(once, SITE))
                .isEqualTo(json.readTree(SAMPLE.get("plaintext").asString()));
        assertThat(once).isNotEqualTo(twice);
        assertThat(new String(once, StandardCharsets.ISO_8859_1)).doesNotContain("editor", "EFGH");
    }

    @Test
    void a_key_of_the_plugin_is_sealed_with_its_kind() throws GeneralSecurityException {
        var sealed = seal.seal(SITE, new Credentials.ApiKey(KEY));

        assertThat(open(sealed, SITE))
                .isEqualTo(json.readTree(Samples.read("samples/sealed-credentials/api-key.json")
                        .get("plaintext")
                        .asString()));
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(KEY.substring(9));
    }

    @Test
    void what_is_sealed_for_one_site_does_not_open_for_another() {
        var sealed = seal.seal(SITE, new Credentials.ApplicationPassword("editor", PASSWORD));

        assertThatThrownBy(() -> open(sealed, new SiteId(new UUID(1, 2)))).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void nothing_that_holds_a_secret_tells_it() {
        assertThat(properties("the-keyset").toString()).doesNotContain("the-keyset");
        assertThat(new Credentials.ApplicationPassword("editor", PASSWORD).toString())
                .doesNotContain("editor", PASSWORD);
        assertThat(new CredentialsBody("k", "editor", PASSWORD, KEY).toString())
                .doesNotContain("editor", PASSWORD, KEY);
        assertThat(new Credentials.ApiKey(KEY).toString()).doesNotContain(KEY);
    }

    private JsonNode open(byte[] sealed, SiteId site) throws GeneralSecurityException {
        var plain = ENVELOPE.open(sealed, CredentialsSeal.owner(site));
        return json.readTree(new String(plain, StandardCharsets.UTF_8));
    }

    private static SiteProperties properties(String keyset) {
        return new SiteProperties(keyset, Set.of(), Map.of("wordpress", Set.of("post")));
    }
}
