package dev.colophon.publishapi.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.colophon.publishapi.webhook.Destinations;
import dev.colophon.testkit.tls.HttpsSite;
import dev.colophon.testkit.tls.HttpsSite.Certificate;
import dev.colophon.testkit.tls.OldTls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A webhook's server that cannot prove who it is learns of no event: the handshake ends before one is sent. */
class UntrustedReceiverTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"self-signed, -1d, 30", "expired, -40d, 30", "not valid yet, +1d, 30"})
    void a_server_with_a_certificate_that_nobody_vouches_for_is_sent_nothing(String what, String begins, int days)
            throws Exception {
        try (HttpsSite server = HttpsSite.start(folder, new Certificate(begins, days, "ip:127.0.0.1"));
                var sender = sender()) {
            assertRefused(sender, server.url(), what);
            assertThat(server.requests()).isZero();
        }
    }

    @Test
    void a_trusted_certificate_of_another_host_is_refused_and_that_of_the_host_itself_is_not() throws Exception {
        try (HttpsSite server = HttpsSite.start(folder, Certificate.of("ip:127.0.0.1"));
                HttpsSite other = HttpsSite.start(folder, Certificate.of("dns:other.example"))) {
            try (var _ = server.trusted();
                    var sender = sender()) {
                assertThat(post(sender, server.url()).status()).isEqualTo(200);
            }
            assertThat(server.requests()).isOne();

            try (var _ = other.trusted();
                    var sender = sender()) {
                assertRefused(sender, other.url(), "another host");
            }
            assertThat(other.requests()).isZero();
        }
    }

    @Test
    void a_server_that_speaks_tls_1_0_is_refused_with_that_reason_and_sent_nothing_more() throws Exception {
        try (OldTls server = OldTls.start();
                var sender = sender()) {
            assertRefused(sender, server.url(), "TLS 1.0");
            // A fatal alert, protocol_version, and then the end.
            assertThat(server.heardAfter()).hasSize(7).startsWith(0x15).endsWith(2, 70);
        }
    }

    private static HttpSender sender() {
        return new HttpSender(
                HttpSenderTest.waiting(Duration.ofMinutes(1)),
                new Destinations(Set.of("127.0.0.1"), SystemDefaultDnsResolver.INSTANCE));
    }

    private static Answer post(HttpSender sender, URI url) throws NoAnswer {
        return sender.post(url, Map.of("webhook-id", "1"), "{}");
    }

    private static void assertRefused(HttpSender sender, URI url, String why) {
        assertThatThrownBy(() -> post(sender, url))
                .as(why)
                .asInstanceOf(type(NoAnswer.class))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WEBHOOK_TLS_REFUSED"));
    }
}
