package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.PostsOnRecord;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostSettings;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.Visibility;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import java.util.List;
import java.util.Optional;

/**
 * The part of a visit that finds the page under which a page is to stand, before anything is written: a page that went public at
 * another address first would have readers there. What is not to be public does not wait for it.
 */
final class ParentVisit {

    private final PostsOnRecord posts;

    ParentVisit(PostsOnRecord posts) {
        this.posts = posts;
    }

    /** The claim's content with the id of its parent at the site. */
    Content placed(Claim claim, WordPress wordpress) throws WordPressFailed {
        Content content = claim.content();
        PostSettings settings = content.settings();
        if (settings == null || !settings.namesParent() || !claim.kind().has("parent")) {
            return content;
        }
        Optional<PostId> parent = parent(settings, claim, wordpress);
        if (parent.isPresent()) {
            return content.under(parent.get());
        }
        if (content.visibility() == Visibility.PUBLIC) {
            throw new WordPressFailed(
                    new WordPressFailure.Missing(new Problem("WP_PARENT_NOT_THERE", missing(settings), null)));
        }
        return content;
    }

    private Optional<PostId> parent(PostSettings settings, Claim claim, WordPress wordpress) throws WordPressFailed {
        if (settings.parentPublication() != null) {
            return posts.of(new PublicationId(settings.parentPublication()), claim.site());
        }
        List<PostId> found = wordpress.publicPages(String.valueOf(settings.parentSlug())).stream()
                .filter(page -> !isItself(page, claim))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static boolean isItself(PostId page, Claim claim) {
        return claim.onRecord() instanceof OnRecord.Post recorded
                && recorded.id().equals(page);
    }

    private static String missing(PostSettings settings) {
        return settings.parentPublication() != null
                ? "The page is to stand under publication " + settings.parentPublication()
                        + ", which has no post at the site yet, or none any more."
                : "The page is to stand under the page '" + settings.parentSlug()
                        + "', and the site shows none of that slug, or several.";
    }
}
