package dev.colophon.testkit.wordpress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Uploads: no key, a slug that can be asked for, and an image that a post shows only if it is there. */
interface MediaContract extends OnSite {

    String MEDIA = "/wp/v2/media";

    @Test
    default void an_upload_takes_its_slug_and_its_words_from_the_address_and_is_found_by_the_slug() {
        String slug = fresh();

        Reply created = uploaded(slug);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.field("slug")).isEqualTo(slug);
        assertThat(created.field("alt_text")).isEqualTo("Two ships");
        assertThat(created.raw("caption")).isEqualTo("At noon");
        assertThat(created.field("mime_type")).isEqualTo("image/png");
        Reply found = editor().get(MEDIA + "?context=edit&orderby=id&order=asc&slug=" + slug + "," + slug + "-2");
        assertThat(found.each("id")).containsExactly(Long.toString(created.id()));
    }

    @Test
    default void words_that_come_after_the_file_are_kept_however_long_and_whatever_their_letters() {
        Reply bare = editor().with("Content-Type", "image/png")
                .with("Content-Disposition", "attachment; filename=\"later.png\"")
                .upload(MEDIA + "?slug=" + fresh(), Pictures.png(8));
        String caption = "Πλοίο. ".repeat(714).strip();

        Reply described = editor().post(
                        MEDIA + "/" + bare.id() + "?_fields=id,alt_text,caption,source_url,slug",
                        Map.of("alt_text", "Δύο", "caption", caption));

        assertThat(described.status()).isEqualTo(200);
        assertThat(described.id()).isEqualTo(bare.id());
        assertThat(described.field("slug")).isEqualTo(bare.field("slug"));
        assertThat(described.field("source_url")).isEqualTo(bare.field("source_url"));
        assertThat(described.field("alt_text")).isEqualTo("Δύο");
        assertThat(described.raw("caption")).isEqualTo(caption);
    }

    @Test
    default void the_same_file_once_more_is_another_upload_under_another_slug() {
        String slug = fresh();
        Reply first = uploaded(slug);

        Reply second = uploaded(slug);

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.field("slug")).isEqualTo(slug + "-2");
        Reply found = editor().get(MEDIA + "?context=edit&orderby=id&order=asc&slug=" + slug + "," + slug + "-2");
        assertThat(found.each("id")).containsExactly(Long.toString(first.id()), Long.toString(second.id()));
    }

    @Test
    default void a_post_shows_an_image_that_is_there_until_an_update_names_another() {
        long image = uploaded(fresh()).id();
        long post = editor().post(POSTS, story(fresh(), "draft", "featured_media", image))
                .id();
        assertThat(read(post).json().path("featured_media").asLong()).isEqualTo(image);

        editor().post(item(post), Map.of("title", "New"));
        assertThat(read(post).json().path("featured_media").asLong()).isEqualTo(image);
        editor().post(item(post), Map.of("featured_media", 0));
        assertThat(read(post).json().path("featured_media").asLong()).isZero();
    }

    @Test
    default void a_deleted_upload_is_gone_for_good_and_its_slug_is_free() {
        String slug = fresh();
        long image = uploaded(slug).id();

        assertThat(editor().delete(MEDIA + "/" + image).status()).isEqualTo(501);
        assertThat(editor().delete(MEDIA + "/" + image + "?force=true").status())
                .isEqualTo(200);

        Reply gone = editor().get(MEDIA + "/" + image + "?context=edit");
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("rest_post_invalid_id");
        assertThat(editor().get(MEDIA + "?context=edit&slug=" + slug).json()).isEmpty();
    }

    @Test
    default void those_of_a_list_that_are_there_are_shown_with_the_addresses_of_their_files() {
        String slug = fresh();
        Reply first = uploaded(slug);
        Reply second = uploaded(slug + "-more");
        editor().delete(MEDIA + "/" + second.id() + "?force=true");

        Reply found =
                editor().get(MEDIA + "?per_page=100&_fields=id,source_url&include=" + first.id() + "," + second.id());

        assertThat(found.each("id")).containsExactly(Long.toString(first.id()));
        assertThat(found.each("source_url")).containsExactly(first.field("source_url"));
        assertThat(first.field("source_url")).startsWith("http").endsWith(slug + ".png");
    }

    /** Seen by itself at a site whose first two uploads of a month came at once: one found the folder missing, and then made. */
    @Test
    default void a_file_that_the_site_cannot_keep_now_is_refused_under_the_same_code_as_one_that_it_never_takes() {
        String slug = fresh();
        site().keepsUploads(false);
        Reply refused;
        try {
            refused = uploaded(slug);
        } finally {
            site().keepsUploads(true);
        }
        Reply later = uploaded(slug);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.code()).isEqualTo("rest_upload_sideload_error");
        assertThat(refused.field("message")).startsWith("Unable to create directory");
        assertThat(later.status()).isEqualTo(201);
        assertThat(later.field("slug")).as("nothing was left").isEqualTo(slug);
    }

    @Test
    default void what_is_no_image_or_has_no_name_is_refused() {
        byte[] text = "no image".getBytes(UTF_8);
        Rest named = editor().with("Content-Type", "image/png");

        Reply refused = named.with("Content-Disposition", "attachment; filename=\"a.png\"")
                .upload(MEDIA, text);

        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.code()).isEqualTo("rest_upload_sideload_error");
        Reply nameless = named.upload(MEDIA, text);
        assertThat(nameless.status()).isEqualTo(400);
        assertThat(nameless.code()).isEqualTo("rest_upload_no_content_disposition");
        Reply unknown = stranger()
                .with("Content-Type", "image/png")
                .with("Content-Disposition", "attachment; filename=\"a.png\"")
                .upload(MEDIA, Pictures.png(1));
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.code()).isEqualTo("rest_cannot_create");
    }

    private Reply uploaded(String slug) {
        return editor().with("Content-Type", "image/png")
                .with("Content-Disposition", "attachment; filename=\"" + slug + ".png\"")
                .upload(MEDIA + "?slug=" + slug + "&alt_text=Two%20ships&caption=At%20noon", Pictures.png(7));
    }
}
