package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.FieldChoice;
import dev.colophon.wordpresspublisher.protocol.SeenPost;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One site, as a visit for one slot sees it. Every method is one request, or one request after the look-ups of terms; none
 * repeats a request whose answer was lost.
 */
public interface WordPress {

    /** Everything filed under the slot's technical slugs, drafts and trash included. */
    List<SeenPost> lookUp() throws WordPressFailed;

    /** Creates a private draft with the whole body, and shows it. A lost answer may leave a stray draft, never a public post. */
    SeenPost reserveDraft(Content content) throws WordPressFailed;

    /** The post, trashed or not; empty where the site proves that it has none of this id. */
    Optional<SeenPost> look(PostId post) throws WordPressFailed;

    /**
     * Makes one change to the post. To be called only right after a {@link #look} that showed it alive.
     *
     * @param choice which of the change's fields are sent, a status always; null for all
     */
    void write(PostId post, Change change, Content content, @Nullable FieldChoice choice) throws WordPressFailed;

    /** Deletes a draft of our own for good. */
    void dropDraft(PostId post) throws WordPressFailed;

    /** The file as an earlier upload of it left it; empty where none did. */
    Optional<Attachment> uploadedBefore(ImageFile image) throws WordPressFailed;

    /** The upload with the words that its first visit had no time to bring after the file: only long ones come so. */
    Attachment described(Attachment left, Image said) throws WordPressFailed;

    /** Puts the file into the site's library, and what the story says of it, long words by a second request. Repeated, it would be there twice. */
    Attachment upload(ImageFile image, Image said) throws WordPressFailed;

    /** Which of these its library has, by id, and where it shows them. */
    Map<Long, String> addresses(Collection<Long> attachments) throws WordPressFailed;

    /** The public posts of the visit's own kind under this slug; several where they stand under different ones. */
    List<PostId> publicPages(String slug) throws WordPressFailed;

    /** Fails as CredentialsLost where the site does not know us or our role is too small. */
    void checkCredentials() throws WordPressFailed;
}
