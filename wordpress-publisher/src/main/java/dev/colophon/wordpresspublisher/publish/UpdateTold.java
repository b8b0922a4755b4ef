package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.Written;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.receipt.Receipt.UpdateDone;
import dev.colophon.wordpresspublisher.wordpress.PostPrints;
import dev.colophon.wordpresspublisher.wordpress.StoryMeta;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a visit made of a post's single fields: for the ledger, and in the request's words for the receipt. Pure. */
record UpdateTold(Written before, Map<String, String> wanted, SeenPost post, boolean wasPublic, PostKind kind) {

    private static final Map<String, String> REQUESTS_WORDS = Map.of(
            "content", "html",
            "date_gmt", "date",
            "comment_status", "commentStatus",
            "ping_status", "pingStatus",
            "featured_media", "featuredImage");

    static UpdateTold of(Claim claim, SeenPost post) {
        var wanted = PostPrints.wanted(claim.slot(), claim.kind(), claim.content());
        return claim.onRecord() instanceof OnRecord.Post recorded
                ? new UpdateTold(recorded.written(), wanted, post, recorded.state() == RemoteState.PUBLIC, claim.kind())
                : new UpdateTold(Written.nothing(), wanted, post, false, claim.kind());
    }

    /** For the ledger. */
    Written readBack() {
        return before.readBack(wanted, post.prints());
    }

    /**
     * For the receipt; null where nothing was on record of the post's fields. Where it was or is held, an editor's hand alone is worth a
     * word.
     */
    @Nullable
    UpdateDone done() {
        boolean told = (wasPublic && post.isPublic()) || overwrote() || !kept().isEmpty();
        return told && !before.fields().isEmpty()
                ? new UpdateDone(words(before.sent()), words(before.overwritten()), kept())
                : null;
    }

    /** What an editor changed and was left so. */
    List<String> kept() {
        return words(before.editedByOthers(wanted, post.prints()));
    }

    boolean overwrote() {
        return !before.overwritten().isEmpty();
    }

    private List<String> words(Collection<String> fields) {
        return fields.stream().map(this::word).distinct().sorted().toList();
    }

    /** Categories and tags are fields of the request, too; all others of its taxonomies are in one. */
    private String word(String field) {
        boolean others = kind.taxonomyIn(field)
                .filter(taxonomy -> !taxonomy.equals(PostKind.CATEGORY) && !taxonomy.equals(PostKind.TAG))
                .isPresent();
        return others ? "taxonomies" : StoryMeta.wordOf(field).orElse(REQUESTS_WORDS.getOrDefault(field, field));
    }
}
