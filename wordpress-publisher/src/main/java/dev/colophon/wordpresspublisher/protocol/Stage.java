package dev.colophon.wordpresspublisher.protocol;

/** How far a visit has come with the recorded post. */
public sealed interface Stage {

    /** Nothing has been sent to the post in this visit. */
    record Arriving() implements Stage {}

    /** The same, and the site has just shown that it knows us: a post that is absent now is proved to be gone. */
    record Verifying() implements Stage {}

    /** The body is in place; status and final slug are not. */
    record Filled() implements Stage {}

    /** The last write was answered with success; this look reads it back. */
    record ReadBack() implements Stage {}

    /** The last write was refused; this look finds out whether it was applied all the same. */
    record AfterRefusal(Change change, Problem problem) implements Stage {}
}
