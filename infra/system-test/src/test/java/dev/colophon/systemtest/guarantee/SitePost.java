package dev.colophon.systemtest.guarantee;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One post as the site itself lists it to an editor.
 *
 * @param publication whose marker it carries
 * @param generation of that marker
 */
public record SitePost(long id, String status, String slug, String content, UUID publication, int generation) {

    private static final Pattern MARKER = Pattern.compile("<!-- colophon:([0-9a-f-]{36}) g(\\d+) -->");

    /** Empty for a post that carries no marker of ours. */
    static Optional<SitePost> of(JsonNode post) {
        return MARKER.matcher(post.path("content").path("raw").asString(""))
                .results()
                .findFirst()
                .map(found -> new SitePost(
                        post.path("id").longValue(),
                        post.path("status").asString(),
                        post.path("slug").asString(),
                        post.path("content").path("raw").asString(""),
                        UUID.fromString(found.group(1)),
                        Integer.parseInt(found.group(2))));
    }

    public boolean isPublic() {
        return status.equals("publish");
    }

    /** Whether it lies under the technical slug of its publication, as a draft does that was never published. */
    public boolean isUnderTechnicalSlug() {
        String slot = "colophon-" + publication.toString().replace("-", "") + "-g" + generation;
        return slug.equals(slot) || slug.matches(slot + "-\\d+");
    }
}
