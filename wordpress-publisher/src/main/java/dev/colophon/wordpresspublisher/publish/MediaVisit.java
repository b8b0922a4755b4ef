package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.fault.Step;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.publication.Attachment;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Image;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.site.SiteMedia;
import dev.colophon.wordpresspublisher.wordpress.ImageFile;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a visit that brings a story's images to its site, before any request that needs it: fetched, found at the site or
 * uploaded, and put down once. From then on the variant has these attachments, whatever their addresses show later.
 */
final class MediaVisit {

    private static final Duration AN_UPLOAD_TAKES = Duration.ofSeconds(2);

    private final VisitSteps steps;
    private final SiteOfVisit site;
    private final SiteMedia media;
    private boolean checked;

    MediaVisit(VisitSteps steps, SiteOfVisit site, SiteMedia media) {
        this.steps = steps;
        this.site = site;
        this.media = media;
    }

    /** The content with what is on record of its images; asks nobody. */
    Content onRecord(Content content) {
        Content known = content;
        for (Image image : content.images()) {
            Optional<Attachment> attachment = media.of(source(content, image.url()));
            if (attachment.isPresent()) {
                known = known.attached(image.url(), attachment.get());
            }
        }
        return known;
    }

    /** The content with its images at the site. */
    Content prepared(Content content, WordPress wordpress) throws WordPressFailed {
        Content now = brought(content, wordpress);
        if (checked) {
            return now;
        }
        Content there = stillThere(content, now, wordpress);
        checked = true;
        return brought(there, wordpress);
    }

    private Content brought(Content content, WordPress wordpress) throws WordPressFailed {
        Content now = content;
        for (Image image : content.images()) {
            if (image.attachment() == null) {
                now = now.attached(image.url(), brought(source(content, image.url()), image, wordpress));
            }
        }
        return now;
    }

    /**
     * WordPress takes any html: an image of it that was deleted would be missed by nobody but the readers. So those that were on record
     * are asked for before they are named; the one that a post is shown with is missed by its answer.
     */
    private Content stillThere(Content before, Content now, WordPress wordpress) throws WordPressFailed {
        Map<String, Attachment> doubtful = new LinkedHashMap<>();
        for (int index = 0; index < now.media().size(); index++) {
            Attachment attachment =
                    Objects.requireNonNull(now.media().get(index).attachment());
            if (before.media().get(index).attachment() != null || attachment.url() == null) {
                doubtful.put(now.media().get(index).url(), attachment);
            }
        }
        if (doubtful.isEmpty()) {
            return now;
        }
        Map<Long, String> there = wordpress.addresses(
                doubtful.values().stream().map(Attachment::id).toList());
        Content checkedOnes = now;
        for (var one : doubtful.entrySet()) {
            checkedOnes = checkedOnes.attached(
                    one.getKey(),
                    standing(one.getValue(), there.get(one.getValue().id())));
        }
        return checkedOnes;
    }

    private @Nullable Attachment standing(Attachment attachment, @Nullable String shownAt) {
        SiteId at = site.site().id();
        if (shownAt == null) {
            media.forget(at, attachment.id());
            return null;
        }
        if (attachment.url() != null) {
            return attachment;
        }
        media.located(at, attachment.id(), shownAt);
        return new Attachment(attachment.id(), attachment.alt(), attachment.caption(), shownAt);
    }

    private Attachment brought(SiteMedia.Source source, Image image, WordPress wordpress) throws WordPressFailed {
        try (ImageFile fetched = steps.asked(Step.MEDIA_FETCHED, () -> site.image(image.url()))) {
            var file = new SiteMedia.File(source.site(), fetched.sha256());
            Optional<Attachment> known = media.of(file);
            Attachment attachment = known.isPresent() ? known.get() : uploaded(file, fetched, image, wordpress);
            return media.keep(source, file).orElse(attachment);
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    private Attachment uploaded(SiteMedia.File file, ImageFile fetched, Image image, WordPress wordpress)
            throws WordPressFailed {
        Optional<SiteMedia.Uploading> turn =
                media.claim(file, site.wordpresses().uploadTakes());
        if (turn.isEmpty()) {
            return media.of(file).orElseThrow(MediaVisit::beingUploaded);
        }
        try {
            Attachment attachment = steps.asked(Step.MEDIA_UPLOADED, () -> foundOrUploaded(fetched, image, wordpress));
            steps.begins(Step.MEDIA_CHECKPOINTED);
            Attachment standing = media.uploaded(file, attachment);
            steps.done(Step.MEDIA_CHECKPOINTED);
            return standing;
        } catch (WordPressFailed failed) {
            // Of all others a late request may still land: until the turn runs out nobody uploads it again.
            if (failed.failure().isOver()) {
                media.giveUp(turn.get());
            }
            throw failed;
        }
    }

    private static Attachment foundOrUploaded(ImageFile fetched, Image image, WordPress wordpress)
            throws WordPressFailed {
        Optional<Attachment> left = wordpress.uploadedBefore(fetched);
        return left.isPresent() ? wordpress.described(left.get(), image) : wordpress.upload(fetched, image);
    }

    private SiteMedia.Source source(Content content, String url) {
        return new SiteMedia.Source(site.site().id(), content.variantId(), url);
    }

    private static WordPressFailed beingUploaded() {
        return new WordPressFailed(new WordPressFailure.Retryable(
                new Problem("MEDIA_BEING_UPLOADED", "The image is being uploaded to the site for another visit.", null),
                AN_UPLOAD_TAKES));
    }
}
