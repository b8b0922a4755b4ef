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
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The images that a story's html names: brought like the one that it is shown with, and named where they are now. */
@PublisherTest
class InlineMediaTest extends AtOneSite {

    private final PictureServer pictures = new PictureServer(Pictures.png(4));

    InlineMediaTest(PostgresServer postgres, @Autowired ApplicationContext service) {
        super(postgres, service);
    }

    @AfterEach
    void closePictures() {
        pictures.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void the_post_names_the_site_s_own_images_each_file_of_which_is_there_once(boolean companion) {
        wordpress.companion(companion);
        Story story = story("illustrated").want(naming("/one", "/two", "/three"));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(wordpress.media()).hasSize(2);
        assertThat(only(story).content())
                .isEqualTo("<p><img src='" + at("/one") + "'><img src='" + at("/one") + "'><img src='" + at("/three")
                        + "'></p>" + marker(story));
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @Test
    void one_image_shown_with_the_post_and_named_in_it_is_fetched_and_uploaded_once() {
        Story story = story("both")
                .want(naming("/one")
                        .andThen(request ->
                                variant(request).putObject("featuredImage").put("url", pictures.at("/one"))));

        story.awaitReceipt("published");

        assertThat(pictures.asked()).containsExactly("/one");
        assertThat(wordpress.media())
                .singleElement()
                .satisfies(one -> assertThat(only(story).featuredMedia()).isEqualTo(one.id()));
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
                "after:reserved",
                "after:intended",
                "after:published"
            })
    void a_worker_that_dies_anywhere_leaves_one_upload_of_each_and_one_post(String death) {
        crash.once(death);
        Story story = story("died").want(naming("/one", "/three"));
        await().until(() -> crash.fired() == 1);

        newsroom.expireUploads(story.site());
        newsroom.expireLease(story.id());
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(wordpress.media()).hasSize(2);
        assertThat(only(story).content()).contains(at("/one"), at("/three"));
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(story.everPublicAt(wordpress)).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_write_whose_answer_was_lost_is_repeated_as_it_was(boolean companion) {
        wordpress.companion(companion);
        Fault lost = wordpress.script().onNext(InlineMediaTest::carriesTheStory).then(Fault.dieAfterCommit());
        Story story = story("lost").want(naming("/one"));

        JsonNode receipt = story.awaitReceipt("published");

        assertThat(lost.fired()).isOne();
        assertThat(wordpress.requests().stream()
                        .filter(InlineMediaTest::carriesTheStory)
                        .map(request -> request.json().path("content").stringValue()))
                .isNotEmpty()
                .allMatch(sent -> sent.equals(only(story).content()));
        assertThat(receipt.path("post").has("notApplied")).isFalse();
        assertThat(wordpress.media()).hasSize(1);
    }

    @Test
    void an_upload_that_somebody_deleted_is_missed_and_made_anew() {
        Story story = story("again").want(naming("/one"));
        story.awaitReceipt("published");
        String before = at("/one");
        deleteUpload(uploadOf("/one").id());

        story.want(naming("/one").andThen(request -> variant(request).put("title", "Second edition")));
        JsonNode receipt = story.awaitReceipt("published");

        assertThat(wordpress.media()).hasSize(1);
        assertThat(only(story).title()).isEqualTo("Second edition");
        assertThat(at("/one")).isEqualTo(before);
        assertThat(receipt.path("post").has("notApplied")).isFalse();
    }

    @Test
    void an_update_asks_once_for_all_images_on_record_and_uploads_nothing() {
        Story story = story("updated").want(naming("/one", "/three"));
        story.awaitReceipt("published");
        int before = wordpress.requests().size();

        story.want(naming("/one", "/three").andThen(request -> variant(request).put("title", "Second edition")));
        story.awaitReceipt("published");

        assertThat(wordpress.requests().stream()
                        .skip(before)
                        .filter(request -> request.route().equals("/wp/v2/media")))
                .singleElement()
                .extracting(RecordedRequest::method)
                .isEqualTo("GET");
        assertThat(pictures.asked()).containsExactly("/one", "/three");
    }

    @Test
    void an_attachment_that_was_put_down_without_its_address_is_asked_for_it() {
        UUID site = newsroom.site(wordpress);
        Story story = newsroom.story(site, "old").want(naming("/one"));
        story.awaitReceipt("published");
        long upload = uploadOf("/one").id();
        newsroom.sql()
                .sql("DELETE FROM wordpress_publisher.site_media WHERE site_id = :site")
                .param("site", site)
                .update();
        newsroom.sql()
                .sql(
                        "INSERT INTO wordpress_publisher.site_media (site_id, sha256, attachment_id) VALUES (:site, :file, :id)")
                .param("site", site)
                .param("file", uploadOf("/one").sha256())
                .param("id", upload)
                .update();
        Story other = newsroom.story(site, "new")
                .want(naming("/one")
                        .andThen(request -> variant(request)
                                .put("variantId", UUID.randomUUID().toString())));

        other.awaitReceipt("published");

        assertThat(only(other).content()).contains(at("/one"));
        assertThat(wordpress.media()).hasSize(1);
    }

    @Test
    void an_image_that_cannot_be_had_fails_the_story_before_anything_is_written() {
        Story story = story("never").want(naming("/one", "/404"));

        assertThat(code(story.awaitReceipt("failed"))).isEqualTo("MEDIA_NOT_THERE");

        assertThat(wordpress.posts()).isEmpty();
    }

    @Test
    void an_unpublish_waits_for_no_image_and_tells_which_one_is_missing() {
        Story story = story("withdrawn").want();
        story.awaitReceipt("published");

        story.want(naming("/one", "/503").andThen(request -> request.put("action", "unpublish")));

        JsonNode told = story.awaitReceipt("unpublished").path("post").path("notApplied");
        assertThat(told.valueStream().map(one -> one.path("field").stringValue()))
                .contains("media");
    }

    @Test
    void the_database_keeps_the_first_address_of_an_attachment() {
        story("guarded").want(naming("/one")).awaitReceipt("published");

        assertThatThrownBy(() -> newsroom.sql()
                        .sql("UPDATE wordpress_publisher.site_media SET source_url = source_url || 'x'")
                        .update())
                .hasMessageContaining("set once");
    }

    private Consumer<ObjectNode> naming(String... paths) {
        return request -> {
            StringBuilder html = new StringBuilder("<p>");
            var media = variant(request).putArray("media");
            for (String path : paths) {
                html.append("<img src='").append(pictures.at(path)).append("'>");
                media.addObject().put("url", pictures.at(path));
            }
            variant(request).put("html", html.append("</p>").toString());
        };
    }

    private static boolean carriesTheStory(RecordedRequest request) {
        return request.writes() && request.body().contains("\"content\"");
    }

    private StoredMedia uploadOf(String path) {
        return path.equals("/three")
                ? wordpress.media().getLast()
                : wordpress.media().getFirst();
    }

    private String at(String path) {
        return wordpress.url() + "/wp-content/uploads/" + uploadOf(path).file();
    }

    private static String marker(Story story) {
        return "<!-- colophon:" + story.id() + " g1 -->";
    }
}
