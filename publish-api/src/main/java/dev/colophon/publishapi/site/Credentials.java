package dev.colophon.publishapi.site;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.regex.Pattern;

/** What opens a site. Never stored, logged or answered in this form. */
sealed interface Credentials {

    /** The word for it in a body and under the seal. */
    String kind();

    /** One of WordPress's application passwords, and whose it is. */
    record ApplicationPassword(String username, String password) implements Credentials {

        static final String KIND = "application_password";

        public ApplicationPassword {
            if (username.isBlank() || password.isBlank()) {
                throw new IllegalArgumentException("credentials are not complete");
            }
        }

        @Override
        @JsonProperty
        public String kind() {
            return KIND;
        }

        @Override
        public String toString() {
            return "ApplicationPassword[username=***, password=***]";
        }
    }

    /** A key of the companion plugin, which opens what its user may do. */
    record ApiKey(String key) implements Credentials {

        static final String KIND = "api_key";

        private static final Pattern FORM = Pattern.compile("colophon_[0-9a-f]{16}_[0-9a-f]{64}");

        public ApiKey {
            if (!isKey(key)) {
                throw new IllegalArgumentException("not a key of the companion plugin");
            }
        }

        static boolean isKey(String text) {
            return FORM.matcher(text).matches();
        }

        @Override
        @JsonProperty
        public String kind() {
            return KIND;
        }

        @Override
        public String toString() {
            return "ApiKey[***]";
        }
    }
}
