package dev.colophon.publishapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** In a cluster, where nothing need be set for it: TLS ends at the ingress, which says so in a header. */
@TestPropertySource(properties = "spring.main.cloud-platform=kubernetes")
class ConsoleBehindIngressTest extends ConsoleVisit {

    private final HttpClient ingress = HttpClient.newHttpClient();

    @Test
    void the_console_s_cookies_are_for_tls_alone_where_the_browser_came_by_tls() throws Exception {
        var form = through("https", "");
        var token = cookie(form, "colophon_form");
        var signedIn = through(
                "https",
                token.substring(0, token.indexOf(';')),
                "key=" + clientKey + "&_csrf="
                        + page(form).expectFirst("input[name=_csrf]").attr("value"));

        assertThat(token).contains("; Secure");
        assertThat(signedIn.statusCode()).as(signedIn.body()).isBetween(300, 399);
        assertThat(cookie(signedIn, "colophon_console")).contains("; Secure");
        assertThat(cookie(through("http", ""), "colophon_form")).doesNotContain("Secure");
    }

    private HttpResponse<String> through(String scheme, String cookie, String... submitted) throws Exception {
        var request = to("/console/sign-in").header("X-Forwarded-Proto", scheme);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        for (var body : submitted) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body));
        }
        return ingress.send(request.build(), BodyHandlers.ofString());
    }

    private static String cookie(HttpResponse<String> answer, String name) {
        return answer.headers().allValues("set-cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }
}
