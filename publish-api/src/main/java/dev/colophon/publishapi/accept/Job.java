package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.site.Visibility;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Image;
import dev.colophon.publishapi.story.Seo;
import dev.colophon.publishapi.story.StoredVariant;
import dev.colophon.publishapi.story.UpstreamIds;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job with nothing left open: which publication, what is asked for, which variant.
 *
 * @param publishAt not before then; null for now
 * @param taken what the variant left open and the site had a default for, when the job that wanted it was accepted: a job that
 *     repeats another takes what that one took
 * @param parent the publication that it stands under by its story; null where it stands under none, or by another way
 * @param fingerprint of everything that was asked for: equal ones ask for the same
 */
record Job(
        Target target,
        Action action,
        @Nullable Instant publishAt,
        StoredVariant variant,
        SiteDefaults taken,
        @Nullable UUID parent,
        Sha256 fingerprint) {

    Job {
        if (publishAt != null && action != Action.PUBLISH) {
            throw new IllegalArgumentException("only a publish job can wait for its time, not " + action.text());
        }
    }

    /** Hash of what is asked for, with nothing left open: the action is in it, so that content comes anew after it was taken back. */
    static Sha256 fingerprint(Action action, Content content, String slug, @Nullable Instant publishAt) {
        return Sha256.parts()
                .add(action.text())
                .add(content.hash())
                .add(slug)
                .add(publishAt)
                .hash();
    }

    PublicationRequested message(UUID job, UUID correlation, Instant now) {
        var publication = target.publication();
        var content = variant.content().with(taken);
        return new PublicationRequested(
                publication.id().value(),
                job,
                target.place().site().value(),
                target.storyKey().value(),
                target.place().placement().text(),
                publication.generation(),
                publication.nextRevision(),
                action.text(),
                publishAt,
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
                        settings(content, parent),
                        image(content.featuredImage()),
                        content.media().stream().map(Job::told).toList(),
                        seo(content.seo()),
                        ids(content.ids())),
                now,
                variant.storedAt(),
                correlation);
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
