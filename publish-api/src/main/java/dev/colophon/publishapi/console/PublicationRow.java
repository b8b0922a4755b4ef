package dev.colophon.publishapi.console;

import dev.colophon.publishapi.status.StatusResource;
import org.jspecify.annotations.Nullable;

/** A publication as a line of the list, and as the head of its own page. */
record PublicationRow(
        String id,
        String storyKey,
        String site,
        String placement,
        Words words,
        String since,
        int attempts,
        @Nullable String url,
        boolean unpublish,
        boolean cancel,
        boolean retry) {

    static PublicationRow of(StatusResource publication) {
        var links = publication.links();
        return new PublicationRow(
                publication.publicationId().toString(),
                publication.storyKey(),
                publication.site(),
                publication.placement(),
                Words.of(publication),
                Words.moment(publication.statusSince()),
                publication.attempts(),
                web(publication.externalUrl()),
                links.unpublish() != null,
                links.cancel() != null,
                links.retry() != null);
    }

    /** A site says where its post is; only what is an address of the web becomes a link. */
    private static @Nullable String web(@Nullable String url) {
        return url != null && (url.startsWith("https://") || url.startsWith("http://")) ? url : null;
    }
}
