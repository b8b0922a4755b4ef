package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.FeaturedImage;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteMedia;
import dev.colophon.wordpresspublisher.wordpress.ImageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The part of a visit that brings a story's image to its site, before any request that needs it: fetched, found at the site or
 * uploaded, and put down once. From then on the variant has this attachment, whatever its address shows later.
 */
final class MediaVisit {

    private static final Duration AN_UPLOAD_TAKES = Duration.ofSeconds(2);

    private final Visit visit;
    private final SiteOfVisit site;
    private final SiteMedia media;
    private final CrashPoints crash;

    MediaVisit(Visit visit, SiteOfVisit site, SiteMedia media, CrashPoints crash) {
        this.visit = visit;
        this.site = site;
        this.media = media;
        this.crash = crash;
    }

    /** The content with what is on record of its image; asks nobody. */
    Content onRecord(Content content) {
        FeaturedImage image = content.featuredImage();
        return image == null
                ? content
                : media.of(source(content, image)).map(content::illustrated).orElse(content);
    }

    /** The content with its image at the site. */
    Content prepared(Content content) throws WordPressFailed {
        FeaturedImage image = content.featuredImage();
        return image == null || image.attachment() != null
                ? content
                : content.illustrated(brought(source(content, image), image));
    }

    private Attachment brought(SiteMedia.Source source, FeaturedImage image) throws WordPressFailed {
        try (ImageFile fetched = visit.asked(Step.MEDIA_FETCHED, () -> site.image(image.url()))) {
            var file = new SiteMedia.File(source.site(), fetched.sha256());
            Optional<Attachment> known = media.of(file);
            Attachment attachment = known.isPresent() ? known.get() : uploaded(file, fetched, image);
            return media.keep(source, file).orElse(attachment);
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private Attachment uploaded(SiteMedia.File file, ImageFile fetched, FeaturedImage image) throws WordPressFailed {
        Optional<SiteMedia.Uploading> turn =
                media.claim(file, site.wordpresses().uploadTakes());
        if (turn.isEmpty()) {
            return media.of(file).orElseThrow(MediaVisit::beingUploaded);
        }
        try {
            Attachment attachment = visit.asked(Step.MEDIA_UPLOADED, () -> foundOrUploaded(fetched, image));
            crash.before(Step.MEDIA_CHECKPOINTED);
            Attachment standing = media.uploaded(file, attachment);
            visit.done(Step.MEDIA_CHECKPOINTED);
            return standing;
        } catch (WordPressFailed failed) {
            // Of all others a late request may still land: until the turn runs out nobody uploads it again.
            if (failed.failure().leavesNothing()) {
                media.giveUp(turn.get());
            }
            throw failed;
        }
    }

    private Attachment foundOrUploaded(ImageFile fetched, FeaturedImage image) throws WordPressFailed {
        Optional<Attachment> left = visit.wordpress().uploadedBefore(fetched);
        return left.isPresent() ? left.get() : visit.wordpress().upload(fetched, image);
    }

    private SiteMedia.Source source(Content content, FeaturedImage image) {
        SiteId at = site.site().id();
        return new SiteMedia.Source(at, content.variantId(), image.url());
    }

    private static WordPressFailed beingUploaded() {
        return new WordPressFailed(new WordPressFailure.Retryable(
                new Problem("MEDIA_BEING_UPLOADED", "The image is being uploaded to the site for another visit.", null),
                AN_UPLOAD_TAKES));
    }
}
