package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RealWordPress;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.testkit.wordpress.Transition;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The one real WordPress, reached through a door of the cell's own; its hooks judge what was ever public. */
final class WordPressItself implements MatrixSite {

    private final RealWordPress wordpress;
    private final FaultDoor door;

    WordPressItself(RealWordPress wordpress) {
        this.wordpress = wordpress;
        this.door = FaultDoor.to(wordpress.url());
    }

    @Override
    public URI url() {
        return door.url();
    }

    @Override
    public WordPressUnderTest itself() {
        return wordpress;
    }

    /** What is late here comes late by the site's own clock: the gate has no say. */
    @Override
    public BooleanSupplier answerOnce(Predicate<RecordedRequest> request, SiteAnswer answer, Gate gate) {
        return door.answerOnce(request, answer);
    }

    @Override
    public boolean hasFailedAsAsked() {
        return door.hasFailedAsAsked();
    }

    @Override
    public int requestsUnderWay() {
        return door.requestsUnderWay();
    }

    @Override
    public List<StoredPost> postsOf(UUID publication) {
        var found = new ArrayList<StoredPost>();
        JsonNode newest = Editor.at(wordpress)
                .get("/wp/v2/posts?context=edit&status=any,trash&orderby=id&order=desc&per_page=100");
        newest.forEach(post -> {
            if (post.path("content").path("raw").asString("").contains("colophon:" + publication)) {
                found.add(stored(post));
            }
        });
        return found;
    }

    @Override
    public Set<Long> everPublic(List<StoredPost> posts) {
        return posts.stream()
                .map(StoredPost::id)
                .filter(id ->
                        wordpress.transitions(id).stream().map(Transition::to).anyMatch("publish"::equals))
                .collect(Collectors.toSet());
    }

    private StoredPost stored(JsonNode post) {
        return new StoredPost(
                post.path("id").longValue(),
                post.path("type").asString(),
                post.path("status").asString(),
                post.path("slug").asString(),
                post.path("title").path("raw").asString(),
                post.path("content").path("raw").asString(),
                post.path("excerpt").path("raw").asString(),
                post.path("password").asString(""),
                LocalDateTime.parse(post.path("date_gmt").asString()).toInstant(ZoneOffset.UTC),
                post.path("sticky").asBoolean(false),
                terms("categories", post),
                terms("tags", post),
                Map.of(), // no cell asks for others
                post.path("featured_media").asLong(0),
                post.path("meta").properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, field -> field.getValue().asString(""))));
    }

    private List<String> terms(String taxonomy, JsonNode post) {
        var names = new ArrayList<String>();
        Editor.at(wordpress)
                .get("/wp/v2/" + taxonomy + "?post=" + post.path("id"))
                .forEach(term -> names.add(term.path("name").asString()));
        return names;
    }

    @Override
    public void close() {
        door.close();
    }
}
