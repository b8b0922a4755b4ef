package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.wordpress.Companion;
import dev.colophon.wordpresspublisher.wordpress.Correspondence;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.ImageFile;
import dev.colophon.wordpresspublisher.wordpress.WordPress;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import java.util.Optional;

/** The site of one visit, to be spoken to for one slot, until the visit's deadline. */
record SiteOfVisit(WordPresses wordpresses, Site site, Deadline deadline, Correspondence correspondence) {

    WordPress open(PostKind kind, Slot slot) throws WordPressFailed {
        return wordpresses.open(site, kind, slot, deadline, correspondence);
    }

    /** What the placement is there for this content; the site is asked only for what no WordPress has by itself. */
    PostKind kind(Placement placement, Content content) throws WordPressFailed {
        return wordpresses.kind(site, placement, content, deadline, correspondence);
    }

    /** Whether it is certain enough where the site is that a first request may be a write. */
    boolean isKnown() {
        return wordpresses.knows(site);
    }

    /** WordPress by a key of the publication, where the site takes keys. */
    Optional<Companion> companion(PostKind kind, Slot slot, boolean awaits) throws WordPressFailed {
        return wordpresses.companion(site, kind, slot, deadline, correspondence, awaits);
    }

    /** The image at that address. */
    ImageFile image(String address) throws WordPressFailed {
        return wordpresses.image(address, deadline);
    }
}
