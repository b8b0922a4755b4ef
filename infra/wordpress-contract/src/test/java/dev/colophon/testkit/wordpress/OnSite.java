package dev.colophon.testkit.wordpress;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.ThrowingRunnable;

/** What every part of the contract needs: a site, and hands to act on it with. */
interface OnSite {

    String POSTS = "/wp/v2/posts";
    String PAGES = "/wp/v2/pages";
    String CATEGORIES = "/wp/v2/categories";
    String TAGS = "/wp/v2/tags";

    WordPressUnderTest site();

    /** After a fault that killed something. */
    default void heal() {}

    default Rest editor() {
        return Rest.as(site(), site().editor());
    }

    default Rest author() {
        return Rest.as(site(), site().author());
    }

    default Rest stranger() {
        return Rest.stranger(site());
    }

    /** A race that is possible, though not each time: it is run until it comes out so once. */
    default void canHappen(ThrowingRunnable race) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsInstanceOf(ConditionTimeoutException.class) // of a wait within the race
                .untilAsserted(race);
    }

    /** Long enough for a request that was just sent to have read what it will write back. */
    default void pause() {
        await().pollDelay(Duration.ofMillis(500)).until(() -> true);
    }

    /** A word that no other test uses, good as a slug as it is. */
    default String fresh() {
        return "c" + UUID.randomUUID().toString().replace("-", "") + "-x";
    }

    default Map<String, Object> story(String slug, String status) {
        var story = new HashMap<String, Object>();
        story.put("title", "Title of " + slug);
        story.put("content", "<p>Content of " + slug + "</p>");
        story.put("slug", slug);
        story.put("status", status);
        return story;
    }

    default Map<String, Object> story(String slug, String status, String field, Object value) {
        Map<String, Object> story = story(slug, status);
        story.put(field, value);
        return story;
    }

    default long draft(String slug) {
        return editor().post(POSTS, story(slug, "draft")).id();
    }

    default long published(String slug) {
        return editor().post(POSTS, story(slug, "publish")).id();
    }

    default Reply read(long post) {
        return editor().get(item(post) + "?context=edit");
    }

    default Reply lookUp(String slugs) {
        return editor().get(
                        POSTS + "?slug=" + slugs + "&status=any,trash&context=edit&orderby=id&order=asc&per_page=100");
    }

    default String item(long post) {
        return POSTS + "/" + post;
    }
}
