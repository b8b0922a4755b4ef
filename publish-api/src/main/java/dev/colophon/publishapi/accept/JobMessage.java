package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.site.Platforms;
import dev.colophon.publishapi.site.Visibility;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.story.Seo;
import dev.colophon.publishapi.story.UpstreamIds;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Words the message of a job: the whole resolved variant, in the words of the contract. */
final class JobMessage {

    private JobMessage() {}

    /** What the outbox is given of a job that is known by this id; the defaults of the site are taken into the content. */
    static PublicationRequested of(Job job, UUID id, UUID correlation, Instant now) {
        var target = job.target();
        var publication = target.publication();
        var variant = job.variant();
        var content = variant.content().with(job.taken());
        return new PublicationRequested(
                publication.id().value(),
                id,
                target.place().site().value(),
                target.storyKey().value(),
                target.place().placement().text(),
                publication.generation(),
                publication.nextRevision(),
                job.action().text(),
                job.publishAt(),
                new PublicationRequested.Variant(
                        variant.id(),
                        content.title(),
                        content.html(),
                        content.excerpt(),
                        publication.slug(),
                        content.date(),
                        wireVisibility(content),
                        content.password(),
                        content.sticky(),
                        content.categories(),
                        content.tags(),
                        settings(content, job.parent()),
                        image(content.featuredImage()),
                        content.media().stream().map(JobMessage::told).toList(),
                        seo(content.seo()),
                        ids(content.ids())),
                now,
                variant.storedAt(),
                correlation,
                Platforms.unlessWordPress(target.platform()));
    }

    /** A message knows public and draft; private is a way of not being public. */
    private static String wireVisibility(Content content) {
        return content.visibility() == Visibility.PUBLIC ? Visibility.PUBLIC.text() : Visibility.DRAFT.text();
    }

    private static PublicationRequested.@Nullable Image image(@Nullable Image image) {
        return image == null ? null : told(image);
    }

    private static PublicationRequested.Image told(Image image) {
        return new PublicationRequested.Image(image.url(), image.alt(), image.caption());
    }

    private static PublicationRequested.@Nullable Seo seo(Seo seo) {
        return seo.equals(Seo.NONE)
                ? null
                : new PublicationRequested.Seo(seo.title(), seo.description(), seo.canonical(), seo.focusKeyword());
    }

    private static PublicationRequested.@Nullable Ids ids(UpstreamIds ids) {
        return ids.equals(UpstreamIds.NONE) ? null : new PublicationRequested.Ids(ids.clusterId(), ids.sectorId());
    }

    private static PublicationRequested.@Nullable Settings settings(Content content, @Nullable UUID above) {
        var settings = content.settings();
        var parent = settings.parent();
        return new PublicationRequested.Settings(
                        content.visibility() == Visibility.PRIVATE ? Visibility.PRIVATE.text() : null,
                        settings.author(),
                        settings.commentStatus(),
                        settings.pingStatus(),
                        settings.format(),
                        settings.template(),
                        parent == null ? null : parent.id(),
                        parent == null ? null : parent.slug(),
                        above,
                        settings.taxonomies().terms().isEmpty()
                                ? null
                                : settings.taxonomies().terms())
                .orNull();
    }
}
