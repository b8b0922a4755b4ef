package dev.colophon.wordpresspublisher.model;

/**
 * What the protocol's safety and its last word rest on, one by one, so that each can be taken away and be missed. The
 * product has no such switches: a guard is off only in the model's ledger, in a mutated copy of a decision, or in the order
 * in which the model does things.
 */
enum Guard {
    /** A checkpoint changes nothing once the claim has passed on. */
    FENCE_ON_CHECKPOINT,
    /** An intent is refused once the claim has passed on. */
    FENCE_ON_INTENT,
    /** An outcome is recorded only by the holder of the newest token. */
    FENCE_ON_RECORD,
    /** An id is put on record only if none is. */
    COMPARE_AND_SET,
    /** Who loses the race for the checkpoint goes on with the id that stands, not with its own. */
    PUBLISH_ONLY_THE_STORED_ID,
    /** The loser deletes its draft only if another id stands. */
    DELETE_ONLY_IF_ANOTHER_ID,
    /** A stray draft is swept only if its publication has another id on record. */
    SWEEP_ONLY_IF_ANOTHER_ID,
    /** The same, with the age of the draft as a substitute: older than any request can live. */
    SWEEP_NOT_BY_AGE,
    /** A different state is not sent while an older request may still land. */
    WAIT_FOR_LATE_REQUESTS,
    /** The post is looked at before it is written to. */
    LOOK_BEFORE_WRITE,
    /** Who met an unknown end looks again when nothing can land any more. */
    READ_BACK,
    /** No write leaves without a committed intent. */
    INTENT_BEFORE_SEND,
    /** The ledger row and its receipt commit together. */
    ONE_TRANSACTION,
    /** A cancel takes the claim away from whoever is at work. */
    CANCEL_TAKES_THE_CLAIM,
    /** A cancel that meets a create under a key waits until it is known whether there is a post. */
    HOLD_THE_CANCEL,
    /** The site makes one post for one key. */
    ONE_POST_FOR_A_KEY,
    /** No create under a key leaves before it is on record that one may. */
    INTENT_BEFORE_THE_KEY,
    /** What was begun under a key is never begun anew without it. */
    STAY_WITH_THE_KEY,
    /** That there is no post under a key is believed only when older creates are shut out. */
    FENCE_THE_KEY,
    /** A cancel is refused once a post is on record. */
    CANCEL_ONLY_WITHOUT_A_POST,
    /** The next generation is opened only when the post of this one is seen to be gone. */
    OPEN_ONLY_AFTER_ABSENCE,
    /** That a status was sent is remembered until what the site shows is on record. */
    REMEMBER_THE_STATUS_SENT,
    /** Who gives a story up tells what the site shows of it and nobody was told. */
    SAY_WHAT_IS_PUBLIC,
    /** Of what was given up the post is looked at again, unless it was just seen and nothing can land any more. */
    LOOK_AFTER_GIVING_UP,
    /** That look writes nothing. */
    ONLY_LOOK_AFTER_GIVING_UP,
    /** That a FILL may still land is remembered behind the writes that follow it. */
    REMEMBER_THE_FILL,
    /** A visit that broke off forgets no write whose end nobody has seen, though T_max has passed. */
    KEEP_UNTIL_SEEN,
    /** A write without an answer is on record as such. */
    UNKNOWN_IS_KEPT,
    /** What a person withdrew is published again only by an explicit retry. */
    REMOVED_STAYS_REMOVED,
    /** One visit at a time. Saves work; no safety rests on it. */
    LEASE,
    /** Posts of an earlier attempt are looked for. Saves drafts; no safety rests on it. */
    LOOK_UP
}
