package dev.colophon.publishapi;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The receiver's side of the specification, written from its text and held to its example. */
public final class StandardWebhooks {

    private StandardWebhooks() {}

    /** How many of a message's signatures were made with this secret. */
    public static long fitting(Map<String, String> headers, String body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            mac.update(headers.getOrDefault("webhook-id", "").getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            mac.update(headers.getOrDefault("webhook-timestamp", "").getBytes(StandardCharsets.UTF_8));
            mac.update((byte) '.');
            var expected = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
            var fitting = 0L;
            for (var signature : headers.getOrDefault("webhook-signature", "").split(" ", -1)) {
                var parts = signature.split(",", 2);
                if (parts.length == 2
                        && parts[0].equals("v1")
                        && MessageDigest.isEqual(Base64.getDecoder().decode(parts[1]), expected)) {
                    fitting++;
                }
            }
            return fitting;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
