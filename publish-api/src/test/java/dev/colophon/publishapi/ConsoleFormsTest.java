package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a form may be, whoever sends it: read before anybody is asked who it is (FAULTS 52). */
@ExtendWith(OutputCaptureExtension.class)
class ConsoleFormsTest extends ConsoleVisit {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String SECRET = "a-word-that-nobody-may-log";

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%ff", "%c3%28", "%C0%80"})
    void a_field_that_cannot_be_read_is_a_400_that_quotes_nothing(String field, CapturedOutput output)
            throws Exception {
        for (var form : new String[] {"key=" + SECRET + field, SECRET + field + "=1"}) {
            var answer = post("/console/sign-in", form);

            assertThat(answer.statusCode()).as(form).isEqualTo(400);
            assertThat(answer.body())
                    .contains("Nothing was done", "BAD_REQUEST")
                    .doesNotContain(SECRET);
        }
        assertThat(output).doesNotContain(SECRET, "This is a defect", "A page of the console failed");
    }

    @Test
    void a_hundred_fields_are_read_and_one_more_is_a_400() throws Exception {
        var fields = "x=1" + "&x=1".repeat(99);

        assertThat(post("/console/sign-in", fields).statusCode()).isEqualTo(403);
        assertThat(post("/console/sign-in", fields + "&x=1").statusCode()).isEqualTo(400);
        assertThat(post("/console/sign-in?y=1", fields).statusCode()).isEqualTo(400);
    }

    @Test
    void a_form_of_64_kib_is_read_and_a_larger_one_is_a_413() throws Exception {
        var most = "x=" + "y".repeat(64 * 1024 - 2);

        assertThat(post("/console/sign-in", most).statusCode()).isEqualTo(403);
        assertThat(post("/console/sign-in", most + "y"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(413))
                .satisfies(answer -> assertThat(answer.body()).contains("BODY_TOO_LARGE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/json",
                "multipart/form-data; boundary=b",
                FORM + ";charset=iso-8859-1",
                FORM + ";charset=no-such-one",
                "nonsense"
            })
    void what_is_no_form_is_a_415(String type) throws Exception {
        assertThat(postAs(type).statusCode()).isEqualTo(415);
        assertThat(browser.send(
                                to("/console/sign-in")
                                        .POST(BodyPublishers.noBody())
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {FORM, FORM + ";charset=UTF-8", "Application/X-WWW-Form-URLEncoded; charset=\"utf-8\""})
    void a_form_in_utf_8_is_one_however_it_is_told(String type) throws Exception {
        assertThat(postAs(type).statusCode())
                .as("read, and without the token of a form")
                .isEqualTo(403);
    }

    private HttpResponse<String> postAs(String type) throws Exception {
        var request = to("/console/sign-in")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("key=x"))
                .build();
        return browser.send(request, BodyHandlers.ofString());
    }
}
