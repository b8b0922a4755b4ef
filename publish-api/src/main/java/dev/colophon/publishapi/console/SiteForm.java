package dev.colophon.publishapi.console;

import dev.colophon.publishapi.site.CredentialsBody;
import dev.colophon.publishapi.site.DefaultsBody;
import dev.colophon.publishapi.site.SiteRegistration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A site as it was filled in, without what opens it: no page ever holds that.
 *
 * @param kind of the credentials, as the API has it; the fields of the other kind are not read
 * @param author id of a user at the site
 * @param categories a line each
 */
record SiteForm(
        String key,
        String baseUrl,
        String kind,
        String username,
        String maxConcurrency,
        String maxVisitsPerMinute,
        String editPolicy,
        String author,
        String categories,
        String visibility) {

    private static final String BY_KEY = "api_key";
    private static final String BY_PASSWORD = "application_password";
    private static final long NO_NUMBER = -1;

    static SiteForm of(Map<String, String> sent) {
        return new SiteForm(
                word(sent, "key"),
                word(sent, "baseUrl"),
                word(sent, "kind").isEmpty() ? BY_PASSWORD : word(sent, "kind"),
                word(sent, "username"),
                word(sent, "maxConcurrency"),
                word(sent, "maxVisitsPerMinute"),
                word(sent, "editPolicy"),
                word(sent, "author"),
                word(sent, "categories"),
                word(sent, "visibility"));
    }

    /** @param sent the same fields, once more for the secrets among them */
    SiteRegistration with(Map<String, String> sent) {
        var byKey = kind.equals(BY_KEY);
        return new SiteRegistration(
                key,
                "wordpress",
                baseUrl,
                orNull(editPolicy),
                new CredentialsBody(
                        kind,
                        byKey ? null : username,
                        byKey ? null : word(sent, "password"),
                        byKey ? word(sent, "apiKey") : null),
                integer(maxConcurrency),
                integer(maxVisitsPerMinute),
                new DefaultsBody(number(author), List.copyOf(names()), orNull(visibility)));
    }

    private List<String> names() {
        return categories
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static String word(Map<String, String> sent, String field) {
        return sent.getOrDefault(field, "").strip();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Integer integer(String text) {
        var number = number(text);
        return number == null ? null : Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** What is no number is out of every range, and is refused as that. */
    private static @Nullable Long number(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException _) {
            return NO_NUMBER;
        }
    }
}
