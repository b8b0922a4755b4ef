package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that were not the console's own, sent by the browser of somebody who has signed in. */
class ForeignFormsTest extends ConsoleVisit {

    private static final String FORM_COOKIE = "colophon_form";

    @Test
    void a_cookie_planted_from_a_neighbouring_host_with_a_token_that_fits_it_commands_nothing() throws Exception {
        var planted = HttpClient.newHttpClient().send(to("/console/sign-in").build(), BodyHandlers.ofString());
        var cookie = planted.headers().allValues("set-cookie").stream()
                .flatMap(set -> HttpCookie.parse(set).stream())
                .filter(set -> set.getName().equals(FORM_COOKIE))
                .findFirst()
                .orElseThrow();
        signInAs("operator");
        plant(cookie);

        var forged = post("/console/sites/" + site + "/suspend", "_csrf=" + token(planted));

        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(state()).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void a_form_that_the_browser_says_comes_from_elsewhere_is_refused_though_its_token_fits(String from)
            throws Exception {
        signInAs("operator");
        var token = token(open("/console/sites/" + site + "/suspend"));

        var refused = suspend(token, from);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("from another site");
        assertThat(state()).isEqualTo("active");

        assertThat(suspend(token, "same-origin").statusCode()).isLessThan(400);
        assertThat(state()).isEqualTo("suspended");
    }

    @Test
    void a_redirect_names_no_host_since_the_one_that_was_asked_for_may_be_anybodys() throws Exception {
        var answer = HttpClient.newHttpClient().send(to("/console").build(), BodyHandlers.ofString());

        assertThat(answer.headers().allValues("location")).isEqualTo(List.of("/console/sign-in"));
    }

    private HttpResponse<String> suspend(String token, String from) throws Exception {
        var form = to("/console/sites/" + site + "/suspend")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", from)
                .POST(BodyPublishers.ofString("_csrf=" + token))
                .build();
        return browser.send(form, BodyHandlers.ofString());
    }

    private void plant(HttpCookie cookie) {
        var store = cookies.getCookieStore();
        URI console = to("/console").build().uri();
        List.copyOf(store.getCookies()).stream()
                .filter(held -> held.getName().equals(FORM_COOKIE))
                .forEach(held -> store.remove(console, held));
        store.add(console, cookie);
    }

    private static String token(HttpResponse<String> page) {
        return page(page).expectFirst("input[name=_csrf]").attr("value");
    }

    private String state() {
        return get("/v1/sites/" + site).text("/state");
    }
}
