package dev.colophon.wordpresspublisher.matrix;

import dev.colophon.testkit.wordpress.Gate;
import dev.colophon.testkit.wordpress.RecordedRequest;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.testkit.wordpress.WordPressUnderTest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A site that answers one chosen request as a cell says, and tells what it holds. */
interface MatrixSite extends AutoCloseable {

    /** Where the publisher reaches it. */
    URI url();

    /** The site itself, for who looks at it or works at it by hand. */
    WordPressUnderTest itself();

    /**
     * The next request that fits meets this answer. What comes late lands when the gate opens.
     *
     * @return whether it has
     */
    BooleanSupplier answerOnce(Predicate<RecordedRequest> request, SiteAnswer answer, Gate gate);

    /** Whether the request that met an answer failed in that very way. */
    boolean hasFailedAsAsked();

    /** Requests that the site has not done with, whether anybody waits for them or not. */
    int requestsUnderWay();

    /** All posts that carry the publication's marker, drafts and the trash included. */
    List<StoredPost> postsOf(UUID publication);

    /** Which of these posts were ever public. */
    Set<Long> everPublic(List<StoredPost> posts);

    @Override
    void close();
}
