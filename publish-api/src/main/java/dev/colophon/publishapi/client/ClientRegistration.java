package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.Findings;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/clients}, as it came. */
record ClientRegistration(@Nullable String name, @Nullable String role) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** What was asked for; 422 naming what is wrong. */
    Checked check() {
        var findings = new Findings();
        if (name == null || !NAME.matcher(name).matches()) {
            findings.add(
                    "/name",
                    "INVALID_NAME",
                    "A client needs a name of letters, digits, '.', '_' or '-'.",
                    "Send up to 100 such characters.");
        }
        var known = role == null ? null : Role.of(role).orElse(null);
        if (known == null) {
            findings.add("/role", "UNKNOWN_ROLE", "The role is none that exists.", "Send client, operator or admin.");
        }
        findings.refuseIfAny();
        if (name == null || known == null) {
            throw new AssertionError("found above");
        }
        return new Checked(name, known);
    }

    record Checked(String name, Role role) {}
}
