package dev.colophon.testkit.wordpress;

import java.net.URI;
import java.util.List;

/**
 * A WordPress site with one account for each role, real or fake. What it says about itself is the tests' judge: neither our
 * tables nor our receipts count against it.
 */
public interface WordPressUnderTest {

    /** Address of the site, without a slash at its end. */
    URI url();

    Account administrator();

    Account editor();

    Account author();

    Account contributor();

    Account subscriber();

    /** All posts and pages that are public now, lowest id first. */
    List<PublicPost> publicPosts();

    /** All status transitions of one post, in the order in which they fired. */
    List<Transition> transitions(long post);

    /** From now on a plugin of the site takes these fields out of what REST shows of posts; of none again, if none is named. */
    void hide(String... fields);

    /** Whether the site can keep a file from now on: where not, it has no folder for uploads and can make none. */
    void keepsUploads(boolean keeps);

    /** Address of a REST route such as {@code /wp/v2/posts?slug=a}. */
    default URI rest(String route) {
        return URI.create(url() + "/wp-json" + route);
    }
}
