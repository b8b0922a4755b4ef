package dev.colophon.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnswerTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void a_refusal_is_told_with_what_to_do_about_it() {
        assertThat(refused("""
                {"code": "SITE_EXISTS", "detail": "It is registered.", "fix": "Choose another key.", "errors": []}
                """)).isEqualTo("SITE_EXISTS; It is registered.; Choose another key.");
    }

    @Test
    void what_to_do_about_one_field_is_said_once_and_of_several_for_each() {
        assertThat(refused("""
                {"code": "INVALID_REQUEST", "detail": "No.", "fix": "Send a title.",
                 "errors": [{"pointer": "/title", "detail": "is missing", "fix": "Send a title."}]}
                """)).isEqualTo("INVALID_REQUEST; No.; /title: is missing Send a title.");
        assertThat(refused("""
                {"code": "INVALID_REQUEST", "detail": "No.", "fix": "Mend all of them.",
                 "errors": [{"pointer": "/a", "detail": "x", "fix": "y"}, {"pointer": "/b", "detail": "v", "fix": "w"}]}
                """)).isEqualTo("INVALID_REQUEST; No.; /a: x y; /b: v w; Mend all of them.");
    }

    private static String refused(String body) {
        return new Answer(409, JSON.readTree(body), null).problem();
    }
}
