package dev.colophon.wordpresspublisher.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.Fault;
import dev.colophon.testkit.wordpress.Pictures;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredMedia;
import dev.colophon.wordpresspublisher.Newsroom.Story;
import dev.colophon.wordpresspublisher.PublisherTest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A story's image: fetched once, uploaded once, shown with the post, and nothing of it assumed done. */
@PublisherTest
@TestPropertySource(properties = "colophon.retry.max-strikes=1000")
class MediaTest extends AtOneSite {

    private static final long SEED = 20_261_128;
    private static final String LONG_ALT = "Δύο πλοία ".repeat(100).strip();
    private static final String LONG_CAPTION = "Το μεσημέρι ".repeat(417).strip();

    private final PictureServer pictures = new PictureServer(Pictures.png(SEED));

    MediaTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @AfterEach
    void closePictures() {
        pictures.close();
    }

    @Test
    void the_image_is_uploaded_with_its_words_and_the_post_shows_it() {
        Story story = story("illustrated").want(image("/moved"));

        JsonNode receipt = story.awaitReceipt("published");

        StoredMedia uploaded = onlyUpload();
        assertThat(uploaded.slug())
                .isEqualTo("colophon-media-" + uploaded.sha256().substring(0, 40));
        assertThat(uploaded.size()).isEqualTo(Pictures.png(SEED).length);
        assertThat(uploaded.alt()).isEqualTo("Two ships");
        assertThat(uploaded.caption()).isEqualTo("At noon");
        assertThat(only(story).featuredMedia()).isEqualTo(uploaded.id());
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(pictures.asked()).containsExactly("/moved", "/picture");
    }

    @Test
    void words_too_long_for_an_address_come_after_the_file() {
        Story story = story("told-at-length").want(image("/picture").andThen(MediaTest::atLength));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(onlyUpload().alt()).isEqualTo(LONG_ALT);
        assertThat(onlyUpload().caption()).isEqualTo(LONG_CAPTION);
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upload", "words"})
    void long_words_are_there_also_after_an_answer_was_lost_and_the_file_once(String lost) {
        Fault fault = wordpress
                .script()
                .onNext(lost.equals("upload") ? MediaTest::uploads : MediaTest::describes)
                .then(Fault.dieAfterCommit());
        Story story = story("told-again").want(image("/picture").andThen(MediaTest::atLength));
        await().until(() -> fault.fired() == 1);
        newsroom.expireUploads(story.site());

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(onlyUpload().alt()).isEqualTo(LONG_ALT);
        assertThat(onlyUpload().caption()).isEqualTo(LONG_CAPTION);
        assertThat(receipt.path("post").has("notApplied")).isFalse();
    }

    @Test
    void words_that_no_row_can_hold_keep_no_image_from_its_post() {
        Fault fault = wordpress
                .script()
                .onNext(MediaTest::uploads)
                .then(Fault.retold(body -> body.replace("Two ships", "Two ships\\u0000")));
        Story story = story("odd-words").want(image("/picture"));

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(fault.fired()).isOne();
        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(told)
                .singleElement()
                .satisfies(one -> assertThat(one.path("field").stringValue()).isEqualTo("featuredImageAlt"));
    }

    @Test
    void two_stories_of_a_site_share_an_upload_and_the_later_is_told_of_words_that_it_has_not_got() {
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "one").want(image("/picture")).awaitReceipt("published");
        Story other = newsroom.story(site, "other")
                .want(image("/picture")
                        .andThen(request -> featured(request).put("alt", "Other words"))
                        .andThen(request -> variant(request)
                                .put("variantId", UUID.randomUUID().toString())));

        JsonNode told = other.awaitReceipt("published").path("post").path("notApplied");

        assertThat(only(other).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.path("field").stringValue()).isEqualTo("featuredImageAlt");
            assertThat(one.path("code").stringValue()).isEqualTo("WP_FIELD_NOT_APPLIED");
        });
    }

    @Test
    void a_variant_keeps_its_image_whatever_the_address_shows_later_and_a_known_image_costs_nothing() {
        Story story = story("kept").want(image("/picture"));
        story.awaitReceipt("published");
        pictures.show(Pictures.png(SEED + 1));
        int before = wordpress.requests().size();

        story.want(image("/picture").andThen(request -> variant(request).put("html", "<p>Second edition.</p>")));
        story.awaitReceipt("published");

        assertThat(pictures.asked()).containsExactly("/picture");
        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(wordpress.requests().stream().skip(before).filter(RecordedRequest::writes))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before:media_fetched",
                "after:media_fetched",
                "before:media_uploaded",
                "after:media_uploaded",
                "before:media_checkpointed",
                "after:media_checkpointed",
                "after:reserved"
            })
    void a_worker_that_dies_anywhere_leaves_one_upload_and_one_post(String death) {
        crash.once(death);
        Story story = story("died").want(image("/picture"));
        await().until(() -> crash.fired() == 1);

        newsroom.expireUploads(story.site());
        newsroom.expireLease(story.id());
        story.awaitReceipt("published");

        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void an_upload_whose_answer_was_lost_is_found_again() {
        Fault lost = wordpress.script().onNext(MediaTest::uploads).then(Fault.dieAfterCommit());
        Story story = story("lost").want(image("/picture"));
        await().until(() -> lost.fired() == 1);
        newsroom.expireUploads(story.site());

        story.awaitReceipt("published");

        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
    }

    @ParameterizedTest
    @CsvSource({
        "/404, MEDIA_NOT_THERE",
        "/403, MEDIA_NOT_THERE",
        "/inside, MEDIA_ADDRESS_REFUSED",
        "text, MEDIA_NOT_AN_IMAGE",
        "large, MEDIA_TOO_LARGE"
    })
    void an_image_that_can_never_be_had_fails_the_story_and_writes_nothing(String what, String code) {
        switch (what) {
            case "text" -> pictures.show(new byte[100]);
            case "large" -> pictures.show(Arrays.copyOf(Pictures.png(SEED), 300_000));
            default -> {}
        }
        Story story = story("never").want(image(what.startsWith("/") ? what : "/picture"));

        assertThat(code(story.awaitReceipt("failed"))).isEqualTo(code);

        assertThat(writes()).isZero();
        assertThat(wordpress.posts()).isEmpty();
    }

    @Test
    void an_address_of_a_neighbour_is_not_asked() {
        Story story = story("neighbour")
                .want(image("/picture").andThen(request -> featured(request).put("url", "https://localhost/picture")));

        assertThat(code(story.awaitReceipt("failed"))).isEqualTo("MEDIA_ADDRESS_REFUSED");
    }

    @Test
    void an_image_that_cannot_be_had_now_defers_the_story_and_says_nothing_of_the_site() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "later").want(image("/503"));
        assertThat(code(story.awaitReceipt("deferred"))).isEqualTo("MEDIA_UNREACHABLE");

        Story other = newsroom.story(site, "meanwhile").want();
        other.awaitReceipt("published");
        story.want(image("/picture"));

        story.awaitReceipt("published");
        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
    }

    @Test
    void an_image_that_the_site_cannot_keep_now_is_offered_again_until_it_can() {
        wordpress.keepsUploads(false);
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "full").want(image("/picture"));
        JsonNode deferred = story.awaitReceipt("deferred");
        newsroom.story(site, "meanwhile").want().awaitReceipt("published");
        await().until(() ->
                wordpress.requests().stream().filter(MediaTest::uploads).count() >= 3);
        List<JsonNode> told = story.receipts();

        wordpress.keepsUploads(true);
        story.awaitReceipt("published");

        assertThat(code(deferred)).isEqualTo("WP_MEDIA_REFUSED");
        assertThat(deferred.path("problem").path("detail").stringValue()).startsWith("Unable to create directory");
        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(story.kinds()).doesNotContain("failed", "parked", "unconfirmed");
        assertThat(told)
                .filteredOn(receipt -> receipt.path("problem").isObject())
                .as("its turn to upload the file is given back with each refusal")
                .extracting(MediaTest::code)
                .containsOnly("WP_MEDIA_REFUSED");
    }

    @Test
    void an_unpublish_waits_for_no_image() {
        Story story = story("withdrawn").want();
        story.awaitReceipt("published");

        story.want(image("/503").andThen(request -> request.put("action", "unpublish")));

        JsonNode told = story.awaitReceipt("unpublished").path("post").path("notApplied");
        assertThat(told.valueStream().map(one -> one.path("code").stringValue()))
                .contains("WP_IMAGE_NOT_APPLIED");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_upload_that_somebody_deleted_is_made_anew(boolean companion) {
        wordpress.companion(companion);
        UUID site = newsroom.site(wordpress);
        newsroom.story(site, "before").want(image("/picture")).awaitReceipt("published");
        long first = onlyUpload().id();
        deleteUpload(first);
        Story story = newsroom.story(site, "after").want(image("/picture"));

        story.awaitReceipt("published");

        assertThat(onlyUpload().id()).isNotEqualTo(first);
        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
    }

    @Test
    void a_site_with_the_plugin_takes_the_image_with_the_post() {
        wordpress.companion(true);
        Story story = story("keyed").want(image("/picture"));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(only(story).featuredMedia()).isEqualTo(onlyUpload().id());
        assertThat(receipt.path("post").has("notApplied")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void where_posts_are_shown_with_no_image_the_story_is_published_and_that_is_told(boolean companion) {
        wordpress.companion(companion);
        wordpress.featuredImages(false);
        Story story = story("plain").want(image("/picture"));

        JsonNode told = story.awaitReceipt("published").path("post").path("notApplied");

        assertThat(told).singleElement().satisfies(one -> {
            assertThat(one.path("field").stringValue()).isEqualTo("featuredImage");
            assertThat(one.path("code").stringValue()).isEqualTo("WP_IMAGE_NOT_APPLIED");
        });
        assertThat(only(story).featuredMedia()).isZero();
        assertThat(story.everPublicAt(wordpress)).isOne();
        assertThat(story.kinds()).containsExactly("claimed", "reserved", "published");
    }

    @Test
    void the_database_keeps_the_first_attachment() {
        story("guarded").want(image("/picture")).awaitReceipt("published");

        assertThatThrownBy(() -> newsroom.sql()
                        .sql("UPDATE wordpress_publisher.site_media SET attachment_id = attachment_id + 1")
                        .update())
                .hasMessageContaining("set once");
    }

    private Consumer<ObjectNode> image(String path) {
        return request -> variant(request)
                .putObject("featuredImage")
                .put("url", pictures.at(path))
                .put("alt", "Two ships")
                .put("caption", "At noon");
    }

    private static void atLength(ObjectNode request) {
        featured(request).put("alt", LONG_ALT).put("caption", LONG_CAPTION);
    }

    private static boolean describes(RecordedRequest request) {
        return request.method().equals("POST") && request.route().startsWith("/wp/v2/media/");
    }

    private static ObjectNode featured(ObjectNode request) {
        return (ObjectNode) variant(request).path("featuredImage");
    }

    private StoredMedia onlyUpload() {
        List<StoredMedia> uploads = wordpress.media();
        assertThat(uploads).hasSize(1);
        return uploads.getFirst();
    }

    private static boolean uploads(RecordedRequest request) {
        return request.method().equals("POST") && request.route().equals("/wp/v2/media");
    }
}
