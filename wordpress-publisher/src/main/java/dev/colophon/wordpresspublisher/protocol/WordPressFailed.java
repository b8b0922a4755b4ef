package dev.colophon.wordpresspublisher.protocol;

/** Carries a {@link WordPressFailure} up to where the visit is recorded; caught there once. */
public final class WordPressFailed extends Exception {

    private static final long serialVersionUID = 1;

    private final transient WordPressFailure failure;

    public WordPressFailed(WordPressFailure failure) {
        super(failure.problem().code() + ": " + failure.problem().detail());
        this.failure = failure;
    }

    /** What happened. */
    public WordPressFailure failure() {
        return failure;
    }
}
