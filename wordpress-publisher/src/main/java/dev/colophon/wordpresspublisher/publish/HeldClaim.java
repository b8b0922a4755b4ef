package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.protocol.Standing;
import dev.colophon.wordpresspublisher.protocol.Wish;
import dev.colophon.wordpresspublisher.publication.Content;
import dev.colophon.wordpresspublisher.publication.PostId;
import java.time.Duration;

/** What a visit holds: the claim that it began with, as it stands by now, or its successor in the next generation. */
final class HeldClaim {

    private final Duration lateRequestBound;
    private Claim claim;
    private Wish wish = Wish.whole();

    HeldClaim(Claim claim, Duration lateRequestBound) {
        this.claim = claim;
        this.lateRequestBound = lateRequestBound;
    }

    Claim claim() {
        return claim;
    }

    Content content() {
        return claim.content();
    }

    Wish wish() {
        return wish;
    }

    Duration lateRequestBound() {
        return lateRequestBound;
    }

    /** Where the publication stands with that, for the protocol. */
    Standing standing() {
        return claim.standing(lateRequestBound).wishing(wish);
    }

    void becomes(Claim now) {
        claim = now;
    }

    /** More is known of its content. */
    void knows(Content content) {
        claim = claim.knowing(content);
    }

    void wishes(Wish asked) {
        wish = asked;
    }

    /** Known from now on: a create under the key may have been carried out, or none ever will be. */
    void keyed(boolean keyed) {
        claim = claim.keyed(keyed);
    }

    /** On record from now on. */
    void reserved(PostId post) {
        claim = claim.reserved(post);
    }
}
