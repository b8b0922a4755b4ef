package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.protocol.WordPressFailed;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostKind;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import dev.colophon.wordpresspublisher.publication.Slot;
import dev.colophon.wordpresspublisher.site.Site;
import dev.colophon.wordpresspublisher.site.SiteAccess;
import dev.colophon.wordpresspublisher.site.SiteStates;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import dev.colophon.wordpresspublisher.wordpress.WordPresses;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks suspended sites from time to time whether they know us again; if so, all that waited for them is due at once. */
@Component
class ResumeSites {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeSites.class);
    private static final int SITES_AT_A_TIME = 16;
    /** A probe asks who we are and touches no post. */
    private static final Slot NO_SLOT = new Slot(new PublicationId(new UUID(0, 0)), 1);

    private final SiteAccess siteAccess;
    private final SiteStates sites;
    private final WordPresses wordpresses;
    private final WorkSignal work;
    private final TransactionTemplate transaction;
    private final PublishProperties properties;
    private final AtomicBoolean probing = new AtomicBoolean();

    ResumeSites(
            SiteAccess siteAccess,
            SiteStates sites,
            WordPresses wordpresses,
            WorkSignal work,
            TransactionTemplate transaction,
            PublishProperties properties) {
        this.siteAccess = siteAccess;
        this.sites = sites;
        this.wordpresses = wordpresses;
        this.work = work;
        this.transaction = transaction;
        this.properties = properties;
    }

    /** At a fixed rate, which is what has a thread of its own: a site that hangs holds up nothing that has a fixed delay. */
    @Scheduled(fixedRateString = "${colophon.publish.probe-look:5s}")
    void probe() {
        if (!probing.compareAndSet(false, true)) {
            return;
        }
        try {
            sites.takeDueProbes(SITES_AT_A_TIME, properties.probeInterval()).forEach(this::probe);
        } catch (DataAccessException | TransactionException unavailable) {
            LOG.warn("suspended sites cannot be read now, the next look will: {}", unavailable.toString());
        } finally {
            probing.set(false);
        }
    }

    private void probe(SiteId id) {
        try {
            Site site = siteAccess.of(id);
            wordpresses
                    .open(
                            site,
                            PostKind.stock(Placement.POST),
                            NO_SLOT,
                            Deadline.after(properties.visitBudget(), System::nanoTime))
                    .checkCredentials();
        } catch (WordPressFailed stillLost) {
            LOG.warn("the site {} stays suspended, its stories wait: {}", id, stillLost.getMessage());
            return;
        } catch (DataAccessException | TransactionException databaseFailed) {
            throw databaseFailed;
        } catch (RuntimeException unexpected) {
            LOG.error("the site {} cannot be asked, it stays suspended; the others are asked", id, unexpected);
            return;
        }
        if (Boolean.TRUE.equals(transaction.execute(_ -> sites.resume(id)))) {
            LOG.info("the site {} knows us again, its stories go on", id);
            work.wake();
        }
    }
}
