package dev.colophon.wordpresspublisher.model;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.OnRecord;
import dev.colophon.wordpresspublisher.protocol.Standing;
import dev.colophon.wordpresspublisher.protocol.Trouble;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.Wanted;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.Contents;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A visit of the model in the product's own words. */
final class Standpoint {

    static final Duration T_MAX = Duration.ofMinutes(5);
    static final Instant NOW = Instant.parse("2026-11-24T09:15:30Z");
    static final Instant LONG_AGO = NOW.minus(T_MAX);

    private static final PublicationId PUBLICATION = new PublicationId(new UUID(1, 1));
    private static final SiteId SITE = new SiteId(new UUID(2, 2));
    private static final List<Slot> SLOTS = List.of(
            new Slot(PUBLICATION, 1), new Slot(PUBLICATION, 1), new Slot(PUBLICATION, 2), new Slot(PUBLICATION, 3));
    private static final String NO_SLUG = "final-slug";

    private Standpoint() {}

    static Slot slot(int generation) {
        return SLOTS.get(generation);
    }

    static Standing standing(Errand errand) {
        return new Standing(slot(errand.generation), wanted(errand), onRecord(errand), earlier(errand), NOW, T_MAX);
    }

    static Claim claim(Errand errand) {
        return new Claim(
                slot(errand.generation),
                SITE,
                PostKind.stock(Placement.POST),
                new UUID(3, 3),
                wanted(errand),
                content(errand.wish),
                onRecord(errand),
                earlier(errand),
                1,
                1,
                NOW,
                NOW,
                NOW,
                new Trouble(errand.strikes, errand.strikes, Duration.ZERO, errand.unsettledChange != null),
                null,
                NOW,
                NOW,
                NOW,
                null);
    }

    /** What {@code Visit.mayStillLand} makes of it. */
    static @Nullable Unsettled mayStillLand(Errand errand) {
        if (errand.unanswered != null) {
            return new Unsettled(
                    NOW,
                    errand.wish.fingerprint(),
                    errand.wish.visibility(),
                    errand.unanswered,
                    standing(errand).fillMayLand());
        }
        return errand.unsettledLong ? null : earlier(errand);
    }

    /** What {@code Visit.endNotSeen} makes of it. */
    static @Nullable Unsettled endNotSeen(Errand errand) {
        Unsettled open = mayStillLand(errand);
        Unsettled earlier = earlier(errand);
        if (open != null || earlier == null || errand.written == null) {
            return open != null ? open : earlier;
        }
        return new Unsettled(
                earlier.lastSentAt(),
                errand.wish.fingerprint(),
                errand.wish.visibility(),
                errand.written,
                earlier.putsBackDraft());
    }

    private static Wanted wanted(Errand errand) {
        return new Wanted(
                errand.revision,
                errand.wish.visibility(),
                errand.wish.fingerprint(),
                errand.settled,
                errand.givenUp,
                errand.overrides);
    }

    private static OnRecord onRecord(Errand errand) {
        return errand.recordId == 0
                ? new OnRecord.Nothing(errand.keyed)
                : new OnRecord.Post(
                        new PostId(errand.recordId),
                        errand.recordState,
                        NO_SLUG,
                        errand.recordHash == 0 ? null : Wish.hashOf(errand.recordHash),
                        errand.recordStatusSent,
                        errand.recordPublic == 0 ? null : (long) errand.recordPublic,
                        errand.recordHeld == 0 ? null : (long) errand.recordHeld);
    }

    private static @Nullable Unsettled earlier(Errand errand) {
        return errand.unsettledChange == null
                ? null
                : new Unsettled(
                        errand.unsettledLong ? LONG_AGO : NOW,
                        errand.unsettledWish.fingerprint(),
                        errand.unsettledWish.visibility(),
                        errand.unsettledChange,
                        errand.unsettledAfterFill);
    }

    static Content content(Wish wish) {
        return Contents.of(
                new UUID(4, wish.content()),
                "title",
                "content " + wish.content(),
                "",
                null,
                null,
                wish.visibility(),
                null,
                false,
                List.of(),
                List.of(),
                null,
                null);
    }
}
