package dev.colophon.local.publish;

import dev.colophon.local.story.Story;
import java.time.Duration;
import java.time.Instant;

/**
 * What is known of a story, on its way and at its end.
 *
 * @param status the API's word, or posting (not accepted yet) or refused (will not be)
 * @param took from the first attempt to post it until it ended, or zero while it has not
 * @param wasThere it had come to this end before this run began
 */
record Outcome(Story story, State state, String status, String url, String reason, Duration took, boolean wasThere) {

    enum State {
        UNDER_WAY,
        AS_ASKED,
        OTHERWISE
    }

    static Outcome posting(Story story, String reason) {
        return new Outcome(story, State.UNDER_WAY, "posting", "", reason, Duration.ZERO, false);
    }

    static Outcome refused(Story story, String reason) {
        return new Outcome(story, State.OTHERWISE, "refused", "", reason, Duration.ZERO, false);
    }

    static Outcome underWay(Story story, SeenStatus seen) {
        return new Outcome(story, State.UNDER_WAY, seen.word(), seen.url(), seen.reason(), Duration.ZERO, false);
    }

    /** @param began when this run first posted it, by the same machine's clock as the pipeline's */
    static Outcome ended(Story story, SeenStatus seen, State state, Instant began, Instant now) {
        var end = seen.since().orElse(now);
        var wasThere = end.isBefore(began);
        var took = wasThere ? Duration.ZERO : Duration.between(began, end);
        return new Outcome(story, state, seen.word(), seen.url(), seen.reason(), took, wasThere);
    }

    /** Nobody waits any longer; the pipeline itself does not give up. */
    Outcome outOfTime(Duration timeout) {
        var why = "not ended within %d s%s".formatted(timeout.toSeconds(), reason.isEmpty() ? "" : " (" + reason + ")");
        return new Outcome(story, State.OTHERWISE, status, url, why, timeout, false);
    }

    boolean isUnderWay() {
        return state == State.UNDER_WAY;
    }
}
