package dev.colophon.statusprojector.check;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Runs all checks by the clock, once per interval whatever the number of instances. */
@Component
class CheckSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(CheckSchedule.class);
    private static final String WORK = "integrity-checks";

    private final DueWork dueWork;
    private final RunChecks runChecks;
    private final IntegrityChecks checks;
    private final CheckProperties properties;
    private final InstantSource clock;

    CheckSchedule(
            DueWork dueWork,
            RunChecks runChecks,
            IntegrityChecks checks,
            CheckProperties properties,
            InstantSource clock) {
        this.dueWork = dueWork;
        this.runChecks = runChecks;
        this.checks = checks;
        this.properties = properties;
        this.clock = clock;
    }

    /** Not at once: where everything starts together, the others' views are there a moment later. */
    @Scheduled(
            initialDelayString = "${colophon.checks.first-look:30s}",
            fixedDelayString = "${colophon.checks.look:10s}")
    void look() {
        if (!properties.enabled()) {
            return;
        }
        try {
            if (dueWork.take(WORK, clock.instant(), properties.interval())) {
                runChecks.run(checks.all(), null);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "INTEGRITY_CHECKS_NOT_RECORDED: the checks could not be run or recorded ({}); their age grows until they are."
                            + " Next: the run that is due after the interval",
                    e.toString());
        }
    }
}
