package dev.colophon.wordpresspublisher.wordpress;

/**
 * All requests of one errand to a site: each carries its id, by which the site's log and ours can be laid side by side, and they are
 * counted. A request that certainly never left is none. Of one thread.
 */
public final class Correspondence {

    /** The header that carries the id. A site without the companion plugin ignores it. */
    static final String HEADER = "X-Colophon-Correlation";

    private final String id;
    private int requests;
    private int failed;

    public Correspondence(String id) {
        this.id = id;
    }

    /** What the site and we call it by. */
    public String id() {
        return id;
    }

    /** Requests that were sent, as far as we know. */
    public int requests() {
        return requests;
    }

    /** Those of them that got no answer, or one that is no success. */
    public int failed() {
        return failed;
    }

    void answered(Answer answer) {
        requests++;
        if (!answer.isSuccess()) {
            failed++;
        }
    }

    void unanswered(NoAnswer silence) {
        if (silence.sent()) {
            requests++;
            failed++;
        }
    }
}
