package dev.colophon.publishapi.site;

import dev.colophon.publishapi.seal.Envelope;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals credentials for one site, bound to the site's id, so that a ciphertext moved to another site's row opens nothing. Nothing
 * here reads one: the publisher does, and {@link ResealCredentials} opens one only to seal it anew.
 */
@Component
class CredentialsSeal {

    private final Envelope envelope;
    private final JsonMapper json;

    CredentialsSeal(Envelope envelope, JsonMapper json) {
        this.envelope = envelope;
        this.json = json;
    }

    byte[] seal(SiteId site, Credentials credentials) {
        return envelope.seal(json.writeValueAsBytes(credentials), owner(site));
    }

    static String owner(SiteId site) {
        return "dev.colophon/site/" + site;
    }
}
