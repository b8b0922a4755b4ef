package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.wordpress.Account;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RealWordPressExtension;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import dev.colophon.wordpresspublisher.protocol.EditPolicy;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.Credentials;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.wordpress.SiteCheck.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RealWordPressExtension.class)
class SiteTrialTest {

    private static final List<String> ALL = List.of(
            "address", "rest_api", "permalinks", "application_passwords", "credentials", "capabilities", "companion");

    @Test
    void a_sound_site_passes_every_check_and_nothing_is_written_there() throws IOException {
        try (FakeWordPress site = FakeWordPress.start()) {
            List<SiteCheck> checks = tried(site, site.editor());

            assertThat(checks).extracting(SiteCheck::name).containsExactlyElementsOf(ALL);
            assertThat(checks).extracting(SiteCheck::outcome).containsOnly(Outcome.PASSED);
            assertThat(check("permalinks", checks).detail()).startsWith("Pretty");
            assertThat(check("companion", checks).detail()).startsWith("Not installed");
            assertThat(site.requests()).hasSize(2).noneMatch(RecordedRequest::writes);
        }
    }

    @Test
    void wordpress_itself_is_found_sound_with_its_rights_and_permalinks(RealWordPress site) throws IOException {
        List<SiteCheck> checks = tried(site, site.editor());

        assertThat(checks).extracting(SiteCheck::name).containsExactlyElementsOf(ALL);
        assertThat(checks)
                .filteredOn(check -> !check.name().equals("application_passwords")) // may not be offered by plain http
                .allSatisfy(check ->
                        assertThat(check.outcome()).as(check.toString()).isEqualTo(Outcome.PASSED));
        assertThat(check("permalinks", checks).detail()).startsWith("Pretty");
    }

    @Test
    void the_companion_is_named_with_its_version_and_another_protocol_is_a_warning() throws IOException {
        try (FakeWordPress site = FakeWordPress.builder().withCompanion().start()) {
            assertThat(check("companion", tried(site, site.editor())).detail())
                    .isEqualTo("Installed, version simulated.");

            site.companionProtocol(9);

            assertThat(check("companion", tried(site, site.editor())))
                    .returns(Outcome.WARNING, SiteCheck::outcome)
                    .returns("WP_COMPANION_OTHER_PROTOCOL", SiteCheck::code);
        }
    }

    @Test
    void plain_permalinks_are_found() throws IOException {
        try (FakeWordPress site = FakeWordPress.builder().withPlainPermalinks().start()) {
            List<SiteCheck> checks = tried(site, site.editor());

            assertThat(checks).extracting(SiteCheck::outcome).containsOnly(Outcome.PASSED);
            assertThat(check("permalinks", checks).detail()).startsWith("Plain");
        }
    }

    @Test
    void a_password_that_was_taken_away_fails_the_credentials_and_what_rests_on_them_is_skipped() throws IOException {
        try (FakeWordPress site = FakeWordPress.start()) {
            site.revokeApplicationPassword(site.editor());

            List<SiteCheck> checks = tried(site, site.editor());

            assertThat(check("rest_api", checks).outcome()).isEqualTo(Outcome.PASSED);
            assertThat(check("credentials", checks))
                    .returns(Outcome.FAILED, SiteCheck::outcome)
                    .returns("WP_CREDENTIALS_LOST", SiteCheck::code);
            assertThat(check("capabilities", checks).outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(checks).extracting(SiteCheck::name).containsExactlyInAnyOrderElementsOf(ALL);
            assertThat(checks.toString()).doesNotContain(site.editor().applicationPassword());
        }
    }

    @Test
    void an_author_lacks_what_an_editor_needs_and_the_check_says_which() throws IOException {
        try (FakeWordPress site = FakeWordPress.start()) {
            assertThat(check("capabilities", tried(site, site.author())))
                    .returns(Outcome.FAILED, SiteCheck::outcome)
                    .returns("WP_ROLE_TOO_SMALL", SiteCheck::code)
                    .returns("The user lacks edit_others_posts.", SiteCheck::detail);
        }
    }

    @Test
    void what_answers_like_a_login_page_is_no_wordpress() throws IOException {
        try (FakeWordPress site = FakeWordPress.start()) {
            Fault login = site.script().onNext(_ -> true).always().then(Fault.html200());

            List<SiteCheck> checks = tried(site, site.editor());

            assertThat(check("rest_api", checks))
                    .returns(Outcome.FAILED, SiteCheck::outcome)
                    .returns("WP_ANSWERED_HTML", SiteCheck::code);
            assertThat(login.fired()).isPositive();
            assertThat(checks).extracting(SiteCheck::name).containsExactlyElementsOf(ALL);
        }
    }

    @Test
    void an_address_in_the_house_is_refused_and_sent_nothing() throws IOException {
        var told = new ArrayList<Boolean>();
        try (FakeWordPress site = FakeWordPress.start()) {
            List<SiteCheck> checks = tried(site, site.editor(), Set.of(), told::add);

            assertThat(check("address", checks))
                    .returns(Outcome.FAILED, SiteCheck::outcome)
                    .returns("WP_ADDRESS_REFUSED", SiteCheck::code);
            assertThat(checks.subList(1, checks.size()))
                    .extracting(SiteCheck::outcome)
                    .containsOnly(Outcome.SKIPPED);
            assertThat(site.requests()).isEmpty();
            assertThat(told).isEmpty();
        }
    }

    @Test
    void whether_the_site_takes_creates_under_a_key_is_told_on() throws IOException {
        var told = new ArrayList<Boolean>();
        try (FakeWordPress site = FakeWordPress.start()) {
            for (var active : List.of(false, true)) {
                site.companion(active);
                tried(site, site.editor(), Set.of("127.0.0.1"), told::add);
            }
            site.companionProtocol(9);
            tried(site, site.editor(), Set.of("127.0.0.1"), told::add);
        }

        assertThat(told).containsExactly(false, true, false);
    }

    private static List<SiteCheck> tried(WordPressUnderTest site, Account account) throws IOException {
        return tried(site, account, Set.of("127.0.0.1"), _ -> {});
    }

    private static List<SiteCheck> tried(
            WordPressUnderTest at, Account account, Set<String> ownHosts, Consumer<Boolean> told) throws IOException {
        var destinations = new Destinations(ownHosts, SystemDefaultDnsResolver.INSTANCE);
        var site = new Site(
                new SiteId(UUID.randomUUID()),
                "tried",
                at.url(),
                new Credentials.ApplicationPassword(account.login(), account.applicationPassword()),
                2,
                null,
                EditPolicy.OVERWRITE);
        var roots = new RestRoots();
        try (HttpSender sender = Senders.patient(destinations)) {
            var api = new RestApi(
                    sender,
                    site,
                    roots,
                    Deadline.after(Duration.ofMinutes(2), System::nanoTime),
                    InstantSource.system(),
                    UUID::randomUUID,
                    new Correspondence("trial"));
            return new SiteTrial(api, roots, destinations, site, told).run();
        }
    }

    private static SiteCheck check(String name, List<SiteCheck> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
