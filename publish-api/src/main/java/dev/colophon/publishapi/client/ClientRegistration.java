package dev.colophon.publishapi.client;

import dev.colophon.publishapi.problem.Findings;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v1/clients}, as it came. */
record ClientRegistration(
        @Nullable String name,
        @Nullable String role,
        @Nullable String htmlPolicy,
        @Nullable String oauthClient) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private static final Pattern OAUTH_CLIENT = Pattern.compile("[\\x21-\\x7e]{1,255}");

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
        var policy = htmlPolicy == null
                ? HtmlPolicy.TRUSTED
                : HtmlPolicy.of(htmlPolicy).orElse(null);
        if (policy == null) {
            findings.add(
                    "/htmlPolicy", "UNKNOWN_POLICY", "The policy is none that exists.", "Send trusted or sanitised.");
        }
        if (oauthClient != null && !OAUTH_CLIENT.matcher(oauthClient).matches()) {
            findings.add(
                    "/oauthClient",
                    "INVALID_OAUTH_CLIENT",
                    "The id of an OAuth client is 1 to 255 printable ASCII characters.",
                    "Send it as the authorization server's tokens have it, or leave it out.");
        }
        findings.refuseIfAny();
        if (name == null || known == null || policy == null) {
            throw new AssertionError("found above");
        }
        return new Checked(name, known, policy, oauthClient);
    }

    /**
     * A client as it is to be.
     *
     * @param oauthClient by which access tokens name it; null if none does
     */
    record Checked(
            String name,
            Role role,
            HtmlPolicy htmlPolicy,
            @Nullable String oauthClient) {}
}
