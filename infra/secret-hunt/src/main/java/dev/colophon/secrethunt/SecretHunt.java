package dev.colophon.secrethunt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.local.config.Secrets;
import dev.colophon.testkit.wordpress.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Looks for secrets wherever none may be. */
public final class SecretHunt {

    private static final int SHORTEST = 16;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** For those that every installation has. */
    public SecretHunt(Secrets known) {
        secret("database password", known.databasePassword());
        secret("admin key", known.adminKey());
        secret("Kafka password", Objects.requireNonNull(known.kafkaPassword()));
        secret("operations key", Objects.requireNonNull(known.operationsKey()));
        secret("site keyset", known.siteKeyset());
    }

    /** And for this one. */
    public SecretHunt secret(String name, String secret) {
        assertThat(secret.length())
                .as("so short a %s could be there by chance", name)
                .isGreaterThanOrEqualTo(SHORTEST);
        secrets.put(name, secret);
        return this;
    }

    /** And for the password of an account, however it is written, and the header that bears it. */
    public SecretHunt password(Account account) {
        var name = "application password of " + account.login();
        secret(name, account.applicationPassword());
        secret(name + ", without blanks", account.applicationPassword().replace(" ", ""));
        return secret("header of " + account.login(), account.authorization().replaceFirst("^Basic ", ""));
    }

    /** @return which secret is where; no secret itself */
    public List<String> leaks(List<Place> places) throws Exception {
        var leaks = new ArrayList<String>();
        for (var place : places) {
            place.show((where, text) -> secrets.forEach((name, secret) -> {
                if (text.contains(secret)) {
                    leaks.add("%s in %s".formatted(name, where));
                }
            }));
        }
        return leaks;
    }
}
