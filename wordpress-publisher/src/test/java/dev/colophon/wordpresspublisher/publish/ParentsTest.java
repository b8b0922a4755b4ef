package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A page under another one: never public at another address first, and read back. */
@PublisherTest
class ParentsTest extends AtOneSite {

    ParentsTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_page_stands_under_the_post_of_another_publication_from_its_first_write_on(boolean plugin) {
        wordpress.companion(plugin);
        UUID site = newsroom.site(wordpress);
        Story above = newsroom.story(site, "above").want(page(_ -> {}));
        long parent = id(above.awaitReceipt("published"));

        Story below = newsroom.story(site, "below")
                .want(under("parentPublication", above.id().toString()));
        JsonNode receipt = below.awaitReceipt("published");

        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(wordpress.requests().stream()
                        .filter(RecordedRequest::writes)
                        .filter(request -> request.body().contains(below.id().toString()))
                        .map(request -> request.json().path("parent").longValue()))
                .isNotEmpty()
                .containsOnly(parent);
    }

    @Test
    void a_page_whose_parent_is_not_public_waits_with_nothing_sent_and_goes_on_when_it_is() {
        UUID site = newsroom.site(wordpress);
        Story above = newsroom.story(site, "above");
        Story below = newsroom.story(site, "below")
                .want(under("parentPublication", above.id().toString()));
        JsonNode waits = below.awaitReceipt("deferred");
        assertThat(code(waits)).isEqualTo("WP_PARENT_NOT_THERE");
        assertThat(writes()).isZero();

        above.want(page(_ -> {})).awaitReceipt("published");
        newsroom.travel(below.id(), Duration.ofMinutes(5));

        assertThat(below.awaitReceipt("published").path("post").has("notApplied"))
                .isFalse();
    }

    @Test
    void a_page_whose_parent_does_not_come_is_parked_with_the_reason() {
        Story below = story("below").want(under("parentSlug", "nowhere"));
        below.awaitReceipt("deferred");
        for (int again = 0; again < 3; again++) {
            long told = below.times("deferred");
            newsroom.travel(below.id(), Duration.ofMinutes(5));
            await().until(() -> below.times("deferred") > told || below.times("parked") > 0);
        }

        assertThat(below.awaitReceipt("parked").path("problem").path("detail").stringValue())
                .contains("'nowhere'", "WP_PARENT_NOT_THERE");
        assertThat(writes()).isZero();
    }

    @Test
    void a_page_stands_under_a_page_that_somebody_else_made_by_its_slug_and_moves_with_an_update() {
        UUID site = newsroom.site(wordpress);
        long company = id(newsroom.story(site, "company").want(page(_ -> {})).awaitReceipt("published"));
        long people = id(newsroom.story(site, "people").want(page(_ -> {})).awaitReceipt("published"));
        Story below = newsroom.story(site, "team").want(under("parentSlug", "company"));
        long team = id(below.awaitReceipt("published"));
        assertThat(lastParent()).isEqualTo(company);

        JsonNode moved = below.want(under("parentSlug", "people")).awaitReceipt("published");

        assertThat(id(moved)).isEqualTo(team);
        assertThat(lastParent()).isEqualTo(people);
        assertThat(moved.path("post").path("update").path("sent").toString()).contains("\"parent\"");
    }

    @Test
    void a_page_is_not_its_own_parent_by_its_slug() {
        Story below = story("itself").want(page(_ -> {}));
        below.awaitReceipt("published");

        below.want(under("parentSlug", "itself"));

        assertThat(code(below.awaitReceipt("deferred"))).isEqualTo("WP_PARENT_NOT_THERE");
    }

    @Test
    void what_is_taken_from_the_public_waits_for_no_parent_and_tells_of_it() {
        Story below = story("below").want(page(_ -> {}));
        below.awaitReceipt("published");

        JsonNode receipt = below.want(
                        under("parentSlug", "nowhere").andThen(request -> request.put("action", "unpublish")))
                .awaitReceipt("unpublished");

        assertThat(receipt.path("post").path("notApplied").path(0).path("field").stringValue())
                .isEqualTo("parent");
    }

    @Test
    void a_parent_of_what_has_none_is_told() {
        Story post = story("flat")
                .want(request -> variant(request).putObject("settings").put("parentSlug", "nowhere"));

        JsonNode told = post.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told.path(0).path("field").stringValue()).isEqualTo("parent");
        assertThat(told.path(0).path("code").stringValue()).isEqualTo("WP_FIELD_NOT_APPLIED");
    }

    private static Consumer<ObjectNode> under(String field, String parent) {
        return page(request -> variant(request).putObject("settings").put(field, parent));
    }

    private static Consumer<ObjectNode> page(Consumer<ObjectNode> more) {
        return request -> {
            request.put("placement", "page");
            variant(request).put("excerpt", "").putArray("categories");
            variant(request).putArray("tags");
            more.accept(request);
        };
    }

    private static long id(JsonNode receipt) {
        return receipt.path("post").path("id").longValue();
    }

    /** What the last write that named one said; that the site took it, the receipt without a difference says. */
    private long lastParent() {
        return wordpress.requests().stream()
                .filter(request -> request.writes() && request.json().has("parent"))
                .reduce((_, last) -> last)
                .orElseThrow()
                .json()
                .path("parent")
                .longValue();
    }
}
