package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.check.DueWork;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Measures by the clock, once per interval whatever the number of instances. */
@Component
class DivergenceSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(DivergenceSchedule.class);
    private static final String WORK = "divergence";

    private final DueWork dueWork;
    private final MeasureDivergence measure;
    private final DivergenceProperties properties;
    private final InstantSource clock;

    DivergenceSchedule(
            DueWork dueWork, MeasureDivergence measure, DivergenceProperties properties, InstantSource clock) {
        this.dueWork = dueWork;
        this.measure = measure;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${colophon.divergence.look:10s}")
    void look() {
        if (!properties.enabled()) {
            return;
        }
        try {
            if (dueWork.take(WORK, clock.instant(), properties.interval())) {
                measure.sample();
                measure.ledger(null);
                measure.site(null);
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("divergence cannot be measured or recorded now, the next look will: {}", e.toString());
        }
    }
}
