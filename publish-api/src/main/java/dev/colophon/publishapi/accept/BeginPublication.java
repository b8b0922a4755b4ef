package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.problem.ProblemException;
import dev.colophon.publishapi.status.PublicationId;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.Slugs;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;

/**
 * Finds or begins the one publication of a place and settles its slug, which no two publications of a site and placement
 * share: WordPress would give two posts the same address and serve one of them.
 */
@Component
class BeginPublication {

    private static final int SHORT_ID = 8;

    private final Publications publications;
    private final Supplier<UUID> ids;

    BeginPublication(Publications publications, Supplier<UUID> ids) {
        this.publications = publications;
        this.ids = ids;
    }

    /** The place's publication, locked; 422 if the client names a slug that another story holds. */
    Publication at(Place place, Content content, String slugPointer, Instant now) {
        return standing(place, content, slugPointer)
                .or(() -> begun(place, content, now))
                // Nothing was added: the place or the slug went to another transaction a moment ago.
                .or(() -> standing(place, content, slugPointer))
                .orElseThrow(() -> slugTaken(place, content, slugPointer));
    }

    /** The same for a story that this transaction has just added: there is nothing to lock yet. */
    Publication ofNewStory(Place place, Content content, String slugPointer, Instant now) {
        return begun(place, content, now).orElseThrow(() -> slugTaken(place, content, slugPointer));
    }

    private Optional<Publication> standing(Place place, Content content, String slugPointer) {
        return publications.lock(place).map(publication -> {
            var wanted = content.slug();
            if (wanted == null || wanted.equals(publication.slug())) {
                return publication;
            }
            if (publications.holderOf(wanted, place).isPresent()) {
                throw slugTaken(place, content, slugPointer);
            }
            publications.rename(publication.id(), wanted);
            return new Publication(publication.id(), wanted, publication.generation(), publication.requestedRevision());
        });
    }

    private Optional<Publication> begun(Place place, Content content, Instant now) {
        var id = new PublicationId(ids.get());
        var wanted = content.slug();
        if (wanted != null) {
            return add(id, place, wanted, now);
        }
        var shortId = id.toString().substring(0, SHORT_ID);
        var derived = Slugs.derive(content.title(), shortId);
        return add(id, place, derived, now)
                .or(() -> publications.holderOf(derived, place).isPresent()
                        ? add(id, place, Slugs.withSuffix(derived, shortId), now)
                        : Optional.empty());
    }

    private Optional<Publication> add(PublicationId id, Place place, String slug, Instant now) {
        return publications.add(id, place, slug, now) ? Optional.of(new Publication(id, slug, 1, 0)) : Optional.empty();
    }

    private RuntimeException slugTaken(Place place, Content content, String slugPointer) {
        var wanted = content.slug();
        if (wanted == null) {
            return new ConcurrencyFailureException("the derived slug went to another publication");
        }
        var holder = publications
                .holderOf(wanted, place)
                .filter(other -> other.client().equals(place.client().value()))
                .map(other -> "story " + other.storyKey())
                .orElse("another client's story");
        return ProblemException.invalid(
                slugPointer,
                "SLUG_TAKEN",
                "The slug " + wanted + " belongs to " + holder + " at this site and placement.",
                "Name another slug, or none to have one derived from the title.");
    }
}
