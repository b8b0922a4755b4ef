package dev.colophon.publishapi.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** Who may do what, and how callers prove who they are: without a server. */
class CallersTest {

    @ParameterizedTest
    @CsvSource({"CLIENT,CLIENT OPERATOR ADMIN", "OPERATOR,OPERATOR ADMIN", "ADMIN,ADMIN"})
    void a_route_is_open_to_its_role_and_to_those_above_it(Role role, String roles) {
        assertThat(new RouteAccess(HttpMethod.GET, "/v1/x", role).roles()).containsExactly(roles.split(" "));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_role_is_read_by_the_word_it_is_told_by(Role role) {
        assertThat(Role.of(role.text())).contains(role);
        assertThat(Role.of(role.name())).as("in capitals").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(HtmlPolicy.class)
    void a_policy_is_read_by_the_word_it_is_told_by(HtmlPolicy policy) {
        assertThat(HtmlPolicy.of(policy.text())).contains(policy);
        assertThat(HtmlPolicy.of(policy.name())).as("in capitals").isEmpty();
    }

    @Test
    void a_new_key_is_random_can_be_read_again_and_does_not_tell_itself() {
        var key = ApiKey.generate(new SecureRandom());

        assertThat(key.reveal()).matches("clp_[A-Za-z0-9_-]{43}");
        assertThat(key.reveal())
                .isNotEqualTo(ApiKey.generate(new SecureRandom()).reveal());
        assertThat(ApiKey.parse(key.reveal()).map(ApiKey::sha256)).contains(key.sha256());
        assertThat(key.toString()).isEqualTo("clp_***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "clp_",
                "clp_short",
                "key_0123456789012345678901234567890123",
                "clp_0123456789012345678901234567890 "
            })
    void what_has_not_the_form_of_a_key_is_none(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
    }
}
