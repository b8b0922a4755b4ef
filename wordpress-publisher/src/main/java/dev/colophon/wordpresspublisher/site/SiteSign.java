package dev.colophon.wordpresspublisher.site;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a visit says about its site, whatever it says about its story. */
public sealed interface SiteSign {

    /** Troubles of our own making or of settings, or of one story alone: they say nothing of the site. */
    Set<String> OUR_OWN = Set.of(
            "VISIT_OVERRUN",
            "VISIT_FAILED",
            "WP_ADDRESS_REFUSED",
            "WP_COMPANION_GONE",
            "WP_TERM_BEING_MADE",
            "MEDIA_UNREACHABLE",
            "MEDIA_BEING_UPLOADED");

    /** It answered as a WordPress does, if only to refuse the story. */
    record Answers() implements SiteSign {}

    /** Nothing: it was not asked, or does not know us, which is a matter of credentials. */
    record Nothing() implements SiteSign {}

    /**
     * It failed.
     *
     * @param retryAfter when it asks to be left alone, null if it says nothing
     * @param perhapsTheStorys a write whose end is not known: this very story may be what breaks it
     */
    record Fails(Problem problem, @Nullable Duration retryAfter, boolean perhapsTheStorys) implements SiteSign {}

    /** The sign of a visit that ended with this failure. */
    static SiteSign of(WordPressFailure failure) {
        if (OUR_OWN.contains(failure.problem().code())) {
            return new Nothing();
        }
        return switch (failure) {
            case WordPressFailure.NotSent(var problem) -> new Fails(problem, null, false);
            case WordPressFailure.SiteFault(var problem) -> new Fails(problem, null, false);
            case WordPressFailure.Retryable(var problem, var retryAfter) -> new Fails(problem, retryAfter, false);
            case WordPressFailure.Unknown(var problem) -> new Fails(problem, null, true);
            case WordPressFailure.Permanent _, WordPressFailure.NotApplied _ -> new Answers();
            case WordPressFailure.CredentialsLost _, WordPressFailure.Missing _ -> new Nothing();
        };
    }
}
