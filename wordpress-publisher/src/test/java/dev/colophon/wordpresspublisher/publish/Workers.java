package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ScriptedCrash;
import dev.colophon.wordpresspublisher.fault.CrashPoints;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import dev.colophon.wordpresspublisher.wordpress.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Stands in for the publish loop where a test disturbs many publications at once: claims what is due and visits each on a
 * thread of its own, under the crash points of its publication. A visit that is held up holds up no other.
 */
public final class Workers {

    private static final int CLAIMS_AT_A_TIME = 32;
    private static final Duration LOOK = Duration.ofMillis(25);

    private final ClaimDueEntries claimDueEntries;
    private final PublishStory publishStory;
    private final WorkSignal work;
    private final PublishProperties properties;
    private final Map<UUID, CrashPoints> disturbed = new ConcurrentHashMap<>();
    private final Map<UUID, Integer> underWay = new ConcurrentHashMap<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();

    private volatile boolean working;
    private Thread loop = new Thread(this::work);

    Workers(ClaimDueEntries claimDueEntries, PublishStory publishStory, WorkSignal work, PublishProperties properties) {
        this.claimDueEntries = claimDueEntries;
        this.publishStory = publishStory;
        this.work = work;
        this.properties = properties;
    }

    /** Begins, in place of the loop. */
    public void start(PublishLoop instead) {
        instead.stop();
        working = true;
        loop = Thread.ofPlatform().daemon().name("workers").start(this::work);
    }

    /** From now on each visit of this publication meets these crash points. */
    public void disturb(UUID publication, CrashPoints points) {
        disturbed.put(publication, points);
    }

    /** How many visits of this publication are under way, those that are held up included. */
    public int underWay(UUID publication) {
        return underWay.getOrDefault(publication, 0);
    }

    /** What ended a visit though no test asked for it. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    public void stop() throws InterruptedException {
        working = false;
        work.wake();
        loop.join(LOOK.multipliedBy(100));
    }

    private void work() {
        while (working) {
            try {
                var deadline = Deadline.after(properties.visitBudget(), System::nanoTime);
                List<Claim> claims = claimDueEntries.upTo(CLAIMS_AT_A_TIME);
                claims.forEach(claim -> start(claim, deadline));
                if (claims.isEmpty()) {
                    work.await(LOOK);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (CannotCreateTransactionException | DataAccessResourceFailureException away) {
                LockSupport.parkNanos(LOOK.toNanos()); // no connection in time: asked again, as the loop does
            } catch (RuntimeException failed) {
                broken.add("claim: " + failed);
            }
        }
    }

    private void start(Claim claim, Deadline deadline) {
        UUID publication = claim.publication().value();
        underWay.merge(publication, 1, Integer::sum);
        Thread.ofVirtual().start(() -> {
            try {
                CrashPoints points = disturbed.get(publication);
                if (points == null) {
                    publishStory.publish(claim, deadline);
                } else {
                    ScriptedCrash.during(points, () -> publishStory.publish(claim, deadline));
                }
            } catch (ScriptedCrash.Died asked) {
                // as if the process were gone: the lease stays
            } catch (RuntimeException failed) {
                broken.add(publication + ": " + failed);
            } finally {
                underWay.merge(publication, -1, Integer::sum);
                work.wake();
            }
        });
    }
}
