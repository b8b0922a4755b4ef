package dev.colophon.wordpresspublisher.model;

/** What must hold: in every world, and in the last one when nothing is disturbed any more. */
enum Property {
    ONE_PUBLIC_POST("I1 more than one public post of one generation"),
    ONE_GENERATION("public posts of two generations"),
    CANCELLED("cancelled, and yet a post is on record or public"),
    SET_ONCE("I2 the id on record was replaced"),
    FROM_THE_SITE("I2 the id on record is that of a post that we deleted ourselves"),
    STATE_AND_RECEIPT("I3 state and receipt differ"),
    OWN_DELETE("the recorded post was deleted by ourselves"),
    REVIVED("a post that a person had removed was made public by a visit that began after that"),
    LAST_WORD("I4 all is calm, and the site does not show what was wanted last"),
    NO_END("I4 all is calm, and the work does not end"),
    GIVEN_UP_YET_PUBLIC("the work was given up, the post is public by a request of ours, and no receipt has told so"),
    GIVEN_UP_YET_HIDDEN("the work was given up, a request of ours has hidden the post, and it is still told as public"),
    NO_REASON("I4 all is calm, and the work was given up without a reason");

    private final String words;

    Property(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
