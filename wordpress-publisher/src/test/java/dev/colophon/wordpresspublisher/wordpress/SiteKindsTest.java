package dev.colophon.wordpresspublisher.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.wordpresspublisher.protocol.EditPolicy;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.TermKind;
import dev.colophon.wordpresspublisher.site.Credentials;
import dev.colophon.wordpresspublisher.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a site told of its kinds holds for a while, and what it did not tell for a shorter one. */
class SiteKindsTest {

    private static final Placement STORY = new Placement("story");
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration UNKNOWN_AFTER = Duration.ofMinutes(1);

    private final FakeWordPress wordpress = FakeWordPress.start();
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final HttpSender sender = Senders.patient();
    private final AtomicInteger accountChecks = new AtomicInteger();
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private final SiteKinds kinds =
            new SiteKinds(Senders.properties(new KindProperties(LIFETIME, UNKNOWN_AFTER, 2)), () -> now);

    @AfterEach
    void close() throws IOException {
        sender.close();
        wordpress.close();
    }

    @Test
    void posts_and_pages_are_never_asked_for() throws WordPressFailed {
        assertThat(of(Placement.POST)).contains(PostKind.stock(Placement.POST));
        assertThat(with(Set.of("category"))).isEqualTo(PostKind.stock(Placement.POST));
        assertThat(asked()).isZero();
    }

    @Test
    void a_kind_is_read_with_what_it_supports_and_its_taxonomies() throws WordPressFailed {
        PostKind story = of(STORY).orElseThrow();

        assertThat(story.collection()).isEqualTo("stories");
        assertThat(story.has()).containsExactlyInAnyOrder("excerpt", "author", "featured_media");
        assertThat(story.terms()).isEmpty();
        assertThat(with(Set.of("genre", "secret")).terms())
                .containsEntry("genre", new TermKind("genres", true))
                .doesNotContainKey("secret");
    }

    @Test
    void what_was_told_holds_for_its_lifetime() throws WordPressFailed {
        of(STORY);
        now = now.plus(LIFETIME).minusMillis(1);
        wordpress.registeredKinds(false);
        assertThat(of(STORY)).isPresent();
        assertThat(asked()).isOne();

        now = now.plusMillis(1);
        assertThat(of(STORY)).isEmpty();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void what_was_not_told_is_asked_for_again_after_a_while_and_not_before() throws WordPressFailed {
        wordpress.registeredKinds(false);
        assertThat(of(STORY)).isEmpty();
        wordpress.registeredKinds(true);
        now = now.plus(UNKNOWN_AFTER).minusMillis(1);
        assertThat(of(STORY)).isEmpty();
        assertThat(of(new Placement("memo"))).isEmpty();
        assertThat(asked()).isOne();

        now = now.plusMillis(1);
        assertThat(of(STORY)).isPresent();
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void a_site_that_refuses_to_tell_shows_none_once_the_account_is_known_to_be_good() throws WordPressFailed {
        wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/types"))
                .then(Fault.answerAfter(
                        403, "application/json", "{\"code\":\"rest_cannot_view\",\"message\":\"No.\"}"));

        assertThat(of(STORY)).isEmpty();
        assertThat(of(STORY)).isEmpty();

        assertThat(accountChecks).hasValue(1);
    }

    @Test
    void a_site_that_does_not_answer_has_told_nothing() throws WordPressFailed {
        wordpress
                .script()
                .onNext(request -> request.route().equals("/wp/v2/types"))
                .then(Fault.badGatewayAfter());

        assertThatThrownBy(() -> of(STORY)).isInstanceOf(WordPressFailed.class);

        assertThat(of(STORY)).isPresent();
    }

    private Optional<PostKind> of(Placement placement) throws WordPressFailed {
        return kinds.of(placement, site, api(), accountChecks::incrementAndGet);
    }

    private PostKind with(Set<String> taxonomies) throws WordPressFailed {
        return kinds.with(taxonomies, PostKind.stock(Placement.POST), site, api(), accountChecks::incrementAndGet);
    }

    private long asked() {
        return wordpress.requests().size();
    }

    private RestApi api() {
        var account = wordpress.editor();
        var at = new Site(
                site,
                "asked",
                wordpress.url(),
                new Credentials.ApplicationPassword(account.login(), account.applicationPassword()),
                2,
                null,
                EditPolicy.OVERWRITE);
        return new RestApi(
                sender,
                at,
                new RestRoots(),
                Deadline.after(Duration.ofMinutes(2), System::nanoTime),
                InstantSource.system(),
                UUID::randomUUID,
                new Correspondence("kinds"));
    }
}
