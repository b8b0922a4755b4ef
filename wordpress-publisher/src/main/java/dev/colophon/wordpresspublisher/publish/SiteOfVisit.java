package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Placement;
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
record SiteOfVisit(
        WordPresses wordpresses, Site site, Placement placement, Deadline deadline, Correspondence correspondence) {

    WordPress open(Slot slot) throws WordPressFailed {
        return wordpresses.open(site, placement, slot, deadline, correspondence);
    }

    /** Whether it is certain enough where the site is that a first request may be a write. */
    boolean isKnown() {
        return wordpresses.knows(site);
    }

    /** The same by its key, where the site takes keys. */
    Optional<Companion> companion(Slot slot, boolean awaits) throws WordPressFailed {
        return wordpresses.companion(site, placement, slot, deadline, correspondence, awaits);
    }

    /** The image at that address. */
    ImageFile image(String address) throws WordPressFailed {
        return wordpresses.image(address, deadline);
    }
}
