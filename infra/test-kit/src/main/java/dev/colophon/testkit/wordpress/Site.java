package dev.colophon.testkit.wordpress;

import java.net.URI;
import java.time.Instant;

/** The site's addresses. {@code url} has no slash at its end. */
record Site(URI url, boolean plainPermalinks) {

    String link(Post post) {
        return post.status().hasPermalink() && !plainPermalinks
                ? url + "/" + post.slug() + "/"
                : plainLink(post.type(), post.id());
    }

    String plainLink(PostType type, long id) {
        return url + "/" + type.plainLink() + id;
    }

    String rest(String route) {
        return plainPermalinks ? url + "/index.php?rest_route=" + route : url + "/wp-json" + route;
    }

    PublicPost asPublic(Post post, Instant at) {
        return new PublicPost(post.id(), post.type().code(), post.text().title(), post.slug(), link(post), at);
    }
}
