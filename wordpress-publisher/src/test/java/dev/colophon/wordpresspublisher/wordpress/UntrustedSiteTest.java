package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.colophon.testkit.tls.HttpsSite;
import dev.colophon.testkit.tls.HttpsSite.Certificate;
import dev.colophon.testkit.tls.OldTls;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.site.UploadedFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.unit.DataSize;

/** A site that cannot prove who it is gets no password, nor an image's server a request: the handshake ends before one is sent. */
class UntrustedSiteTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"self-signed, -1d, 30", "expired, -40d, 30", "not valid yet, +1d, 30"})
    void a_site_or_an_image_with_a_certificate_that_nobody_vouches_for_is_sent_nothing(
            String what, String begins, int days) throws Exception {
        try (HttpsSite site = HttpsSite.start(folder, new Certificate(begins, days, "ip:127.0.0.1"));
                HttpSender sender = Senders.patient();
                Images images = images()) {
            assertRefused(sender, site.url(), what);
            assertRefused(images, site.url(), what);
            assertThat(site.requests()).isZero();
        }
    }

    @Test
    void a_trusted_certificate_of_another_host_is_refused_and_that_of_the_host_itself_is_not() throws Exception {
        try (HttpsSite site = HttpsSite.start(folder, Certificate.of("ip:127.0.0.1"));
                HttpsSite other = HttpsSite.start(folder, Certificate.of("dns:other.example"))) {
            try (var _ = site.trusted();
                    HttpSender sender = Senders.patient();
                    Images images = images()) {
                assertThat(send(sender, site.url()).status()).isEqualTo(200);
                assertThatThrownBy(() -> fetch(images, site.url()))
                        .as("an answer came, though no image")
                        .asInstanceOf(type(WordPressFailed.class))
                        .satisfies(none ->
                                assertThat(none.failure().problem().detail()).doesNotContain("prove"));
            }
            assertThat(site.requests()).isEqualTo(2);

            try (var _ = other.trusted();
                    HttpSender sender = Senders.patient();
                    Images images = images()) {
                assertRefused(sender, other.url(), "another host");
                assertRefused(images, other.url(), "another host");
            }
            assertThat(other.requests()).isZero();
        }
    }

    @Test
    void a_site_that_speaks_tls_1_0_is_refused_with_that_reason_and_sent_nothing_more() throws Exception {
        try (OldTls site = OldTls.start();
                HttpSender sender = Senders.patient()) {
            assertRefused(sender, site.url(), "TLS 1.0");
            assertThatAllThatFollowsIsAnAlert(site);
        }
    }

    @Test
    void nor_is_an_image_fetched_from_one() throws Exception {
        try (OldTls server = OldTls.start();
                Images images = images()) {
            assertRefused(images, server.url(), "TLS 1.0");
            assertThatAllThatFollowsIsAnAlert(server);
        }
    }

    /** A fatal one, protocol_version, and then the end. */
    private static void assertThatAllThatFollowsIsAnAlert(OldTls server) throws Exception {
        assertThat(server.heardAfter()).hasSize(7).startsWith(0x15).endsWith(2, 70);
    }

    private static Images images() {
        var media = new MediaProperties(DataSize.ofMegabytes(1), 3, Set.of("127.0.0.1"));
        var nowhere = JdbcClient.create(new DriverManagerDataSource()); // no image here was handed in
        return new Images(
                new HandedInImages(new UploadedFiles(nowhere), media),
                media,
                Senders.properties(new KindProperties(Duration.ofMinutes(1), Duration.ofMinutes(1), 1)));
    }

    private static ImageFile fetch(Images images, URI url) throws WordPressFailed {
        return images.fetch(url.toString(), Deadline.after(PATIENCE, System::nanoTime));
    }

    private static Answer send(HttpSender sender, URI url) throws NoAnswer {
        return sender.send(
                "GET", url, new Caller("Basic c2VjcmV0", "test"), null, Deadline.after(PATIENCE, System::nanoTime));
    }

    private static void assertRefused(HttpSender sender, URI url, String why) {
        assertThatThrownBy(() -> send(sender, url))
                .as(why)
                .asInstanceOf(type(NoAnswer.class))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("WP_TLS_REFUSED"))
                .satisfies(refusal -> assertThat(refusal.sent()).isFalse());
    }

    private static void assertRefused(Images images, URI url, String why) {
        assertThatThrownBy(() -> fetch(images, url))
                .as(why)
                .asInstanceOf(type(WordPressFailed.class))
                .extracting(WordPressFailed::failure)
                .isInstanceOf(WordPressFailure.Retryable.class)
                .satisfies(refusal -> assertThat(refusal.problem().code()).isEqualTo("MEDIA_UNREACHABLE"))
                .satisfies(refusal -> assertThat(refusal.problem().detail()).contains("could not prove who it is"));
    }
}
