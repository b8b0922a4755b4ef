package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One user for each role. Wrong credentials are no error: the call goes on as nobody's. */
final class Users {

    private final List<User> users = new ArrayList<>();
    private final Map<String, String> passwords;
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    /** @param passwords the application password of each login; there is one for each role but the stranger */
    Users(Map<String, String> passwords) {
        this.passwords = Map.copyOf(passwords);
        for (Role role : Role.values()) {
            if (role != Role.STRANGER) {
                users.add(new User(users.size() + 1L, login(role), role));
            }
        }
    }

    static String login(Role role) {
        return role == Role.ADMINISTRATOR ? "admin" : role.code();
    }

    Account account(Role role) {
        String login = login(role);
        String password = passwords.get(login);
        if (password == null) {
            throw new IllegalStateException("no application password for " + login);
        }
        return new Account(login, password);
    }

    User caller(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return User.STRANGER;
        }
        String credentials = decoded(authorization.substring("Basic ".length()).strip());
        return users.stream()
                .filter(user -> !revoked.contains(user.login()))
                .filter(user -> credentials.equals(user.login() + ":" + passwords.get(user.login())))
                .findFirst()
                .orElse(User.STRANGER);
    }

    Optional<User> byId(long id) {
        return users.stream().filter(user -> user.id() == id).findFirst();
    }

    void revoke(String login) {
        revoked.add(login);
    }

    void restore(String login) {
        revoked.remove(login);
    }

    /** Application passwords are shown in groups of four; their blanks do not count. */
    private static String decoded(String base64) {
        try {
            String credentials = new String(Base64.getDecoder().decode(base64), UTF_8);
            int colon = credentials.indexOf(':');
            return colon < 0
                    ? ""
                    : credentials.substring(0, colon + 1)
                            + credentials.substring(colon).replaceAll("[^A-Za-z0-9]", "");
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
