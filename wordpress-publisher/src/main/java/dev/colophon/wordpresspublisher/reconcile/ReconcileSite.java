package dev.colophon.wordpresspublisher.reconcile;

import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.SiteSurvey;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Walks one site from its run's place to the end, or until its budget is used up, or until the site gives an answer that is no
 * answer: then it goes no further, since whatever it would conclude could be wrong.
 */
@Component
class ReconcileSite {

    private static final Logger LOG = LoggerFactory.getLogger(ReconcileSite.class);
    private static final List<String> ENDS = List.of("completed", "paused", "stopped");

    private final SiteAccess siteAccess;
    private final WordPresses wordpresses;
    private final Walk.Stores stores;
    private final ReconcileProperties properties;
    private final WorkSignal work;
    private final MeterRegistry meters;

    ReconcileSite(
            SiteAccess siteAccess,
            WordPresses wordpresses,
            Walk.Stores stores,
            ReconcileProperties properties,
            WorkSignal work,
            MeterRegistry meters) {
        this.siteAccess = siteAccess;
        this.wordpresses = wordpresses;
        this.stores = stores;
        this.properties = properties;
        this.work = work;
        this.meters = meters;
        ENDS.forEach(this::ended); // there from the start: a rate cannot see the step from no counter to one
    }

    /** Walks until done or told to stop, and records how it ended. */
    void walk(Run run, BooleanSupplier stopping) {
        Deadline deadline = Deadline.after(properties.longestRun(), System::nanoTime);
        try {
            Site site = siteAccess.of(run.site());
            SiteSurvey survey = wordpresses.survey(site, deadline);
            var compare = new CompareEntry(run.orders(), properties.reservedTooLong());
            walk(run, new Walk(run, survey, stores, compare), survey, deadline, stopping);
        } catch (WordPressFailed unknown) {
            end(run, "stopped", unknown.failure().problem());
        } catch (RuntimeException | VirtualMachineError | LinkageError failed) {
            LOG.error(
                    "RECONCILE_FAILED run {} of site {} broke off; the next one begins anew",
                    run.id(),
                    run.site(),
                    failed);
            end(
                    run,
                    "stopped",
                    new Problem("RECONCILE_FAILED", failed.getClass().getSimpleName(), null));
        }
    }

    private void walk(Run run, Walk walk, SiteSurvey survey, Deadline deadline, BooleanSupplier stopping) {
        Place place = run.place();
        Problem lost = checked(survey);
        while (!(place instanceof Place.End)) {
            if (stopping.getAsBoolean()
                    || survey.requests() >= properties.requestBudget()
                    || deadline.remaining().isZero()) {
                end(run, "paused", null);
                return;
            }
            if (lost == null) {
                try {
                    place = walk.step(place);
                } catch (WordPressFailed failed) {
                    lost = failed.failure().problem();
                    continue;
                }
            } else if (run.orders().fromReceipts() && place instanceof Place.Ours ours) {
                place = walk.stepBlindly(ours);
            } else {
                stores.runs().move(run, walk.progress(place));
                end(run, "stopped", lost);
                return;
            }
            work.wake();
            if (!stores.runs().move(run, walk.progress(place))) {
                LOG.warn(
                        "RECONCILE_ABANDONED run {} of site {} was taken for dead; it stops here",
                        run.id(),
                        run.site());
                return;
            }
        }
        end(run, "completed", null);
        stores.runs().forgetOld(run.site());
    }

    /** A list from a site that does not know us would be a lie. */
    private static @Nullable Problem checked(SiteSurvey survey) {
        try {
            survey.checkCredentials();
            return null;
        } catch (WordPressFailed failed) {
            return failed.failure().problem();
        }
    }

    private Counter ended(String state) {
        return meters.counter("colophon.reconcile.runs", "end", state);
    }

    private void end(Run run, String state, @Nullable Problem problem) {
        stores.runs().end(run, state, problem);
        ended(state).increment();
        if (problem == null) {
            LOG.info("reconciliation {} of site {}: {}", run.id(), run.site(), state);
        } else {
            LOG.warn(
                    "{} reconciliation {} of site {} is {}: {}. What was found so far stands; nothing is concluded beyond it.",
                    problem.code(),
                    run.id(),
                    run.site(),
                    state,
                    problem.detail());
        }
    }
}
