package dev.colophon.wordpresspublisher.protocol;

/**
 * What the site shows of the recorded post and no receipt has told yet.
 *
 * @param state PUBLIC or HELD
 * @param revision which one it is, as far as our own requests say
 */
public record Shown(RemoteState state, long revision, SeenPost post) {

    public Shown {
        if ((state == RemoteState.PUBLIC) != post.isPublic() || state == RemoteState.REMOVED) {
            throw new IllegalArgumentException("a post that is " + post.status() + " is not " + state);
        }
    }
}
