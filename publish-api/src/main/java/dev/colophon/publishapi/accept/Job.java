package dev.colophon.publishapi.accept;

import dev.colophon.publishapi.hash.Sha256;
import dev.colophon.publishapi.outbox.Action;
import dev.colophon.publishapi.site.SiteDefaults;
import dev.colophon.publishapi.story.Content;
import dev.colophon.publishapi.story.StoredVariant;
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
}
