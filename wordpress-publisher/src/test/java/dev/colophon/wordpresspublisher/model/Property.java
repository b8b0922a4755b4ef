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
    GIVEN_UP_YET_PUBLIC("the work was given up, and yet the post is public by a late request of ours"),
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
