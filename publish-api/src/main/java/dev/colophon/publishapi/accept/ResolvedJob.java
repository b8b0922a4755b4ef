package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.PublicationRequested;
import dev.colophon.publishapi.site.Site;
import dev.colophon.publishapi.story.StoredVariant;
import java.time.Instant;
import java.util.UUID;

/** A job with nothing left open: which publication, which variant, which slug. */
record ResolvedJob(Submission submission, Site site, Publication publication, StoredVariant variant) {

    /** Hash of everything that was asked for: equal ones ask for the same. */
    Sha256 fingerprint() {
        return Sha256.parts()
                .add(PublicationRequested.PUBLISH)
                .add(variant.content().hash())
                .add(publication.slug())
                .add(submission.publishAt())
                .hash();
    }

    PublicationRequested message(UUID job, UUID correlation, Instant now) {
        var content = variant.content();
        return new PublicationRequested(
                publication.id().value(),
                job,
                site.id().value(),
                submission.storyKey().value(),
                submission.placement().text(),
                publication.generation(),
                publication.nextRevision(),
                PublicationRequested.PUBLISH,
                submission.dueAfter(now),
                new PublicationRequested.Variant(
                        variant.id(),
                        content.title(),
                        content.html(),
                        content.excerpt(),
                        publication.slug(),
                        content.date(),
                        content.visibility().text(),
                        content.password(),
                        content.sticky(),
                        content.categories(),
                        content.tags()),
                now,
                variant.storedAt(),
                correlation);
    }
}
