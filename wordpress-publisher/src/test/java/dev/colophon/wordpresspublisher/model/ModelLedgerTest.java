package dev.colophon.wordpresspublisher.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.ledger.Accepted;
import dev.colophon.wordpresspublisher.ledger.Checkpoint;
import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Leased;
import dev.colophon.wordpresspublisher.ledger.LedgerRequest;
import dev.colophon.wordpresspublisher.ledger.LedgerStores;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.Change;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.RemoteState;
import dev.colophon.wordpresspublisher.publication.Action;
import dev.colophon.wordpresspublisher.publication.Placement;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import dev.colophon.wordpresspublisher.publication.SiteId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The model's ledger is the real one: the same random operations, by holders old and new, leave the same row in
 * {@link ModelLedger} and in PostgreSQL. Repeat a run with {@code -Dmodel.seed=...}.
 */
@ExtendWith(PostgresExtension.class)
class ModelLedgerTest {

    private static final int RUNS = 10 * Integer.getInteger("model.depth", 1);
    /** So many runs make it next to certain that even the rarest operation, a new generation, had its effect. */
    private static final int RUNS_MAX = 200;

    private static final int EFFECTS_MIN = 3;
    private static final int OPERATIONS = 60;
    private static final int HOLDERS = 4;
    private static final Duration LEASE = Duration.ofHours(1);
    private static final List<Change> CHANGES = List.of(Change.values());
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final List<Operation> OPERATIONS_AT_RANDOM = List.of(Operation.values());

    private static final String TIME_PASSES = """
            UPDATE ledger SET unsettled_at = unsettled_at - interval '30 days',
              due_at = CASE WHEN due_at IS NOT NULL THEN least(due_at, clock_timestamp()) END
            """;

    private final PostgresServer postgres;
    /** Thousands of small statements: a connection for each would take longer than all of them. */
    private final SingleConnectionDataSource service;

    private final JdbcClient jdbc;
    private final LedgerStores stores;
    private final TransactionTemplate transaction;
    private final SiteId site = new SiteId(UUID.randomUUID());
    private final PublicationId publication = new PublicationId(UUID.randomUUID());
    private final Map<Operation, Integer> effective = new EnumMap<>(Operation.class);
    private final Map<String, Wish> wishes = new HashMap<>();

    private Random random = new Random(0);
    private ModelLedger model = new ModelLedger(Set.of());
    private List<Holder> holders = new ArrayList<>();
    private final Set<Long> recorded = new HashSet<>();

    private enum Operation {
        ACCEPT,
        CLAIM,
        RUN_OUT,
        INTEND,
        CHECKPOINT,
        KEY,
        FORGET,
        RELEASE,
        OPEN,
        TIME
    }

    /** A claim as the database gave it, and the wish that it was for. */
    private record Holder(Claim claim, Wish wish) {}

    ModelLedgerTest(PostgresServer postgres) throws SQLException {
        this.postgres = postgres;
        this.service = new SingleConnectionDataSource(
                postgres.as("wordpress_publisher").getConnection(), true);
        this.jdbc = JdbcClient.create(service);
        this.stores = LedgerStores.on(jdbc);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(service));
    }

    @AfterEach
    void disconnect() {
        service.destroy();
    }

    @BeforeEach
    void migrate() {
        postgres.migrate("wordpress-publisher");
        learnFingerprints();
    }

    /** All of them before anything is compared: a cancel that is held brings its own to the row only later. */
    private void learnFingerprints() {
        for (Wish wish : Wish.values()) {
            postgres.clear("wordpress_publisher");
            stored(Action.PUBLISH, 1, wish);
            wishes.put(
                    jdbc.sql("SELECT fingerprint FROM ledger")
                            .query(String.class)
                            .single(),
                    wish);
        }
    }

    @Test
    void the_model_of_the_ledger_changes_as_the_ledger_does() {
        long seed = Long.getLong("model.seed", System.nanoTime());
        System.out.println("model.seed=" + seed);
        for (int run = 0; run < RUNS_MAX && (run < RUNS || !eachHadItsEffect()); run++) {
            oneRun(new Random(seed + run), "-Dmodel.seed=" + (seed + run));
        }

        assertThat(eachHadItsEffect())
                .as("each operation had an effect often enough: %s", effective)
                .isTrue();
    }

    private boolean eachHadItsEffect() {
        return effective.size() == Operation.values().length
                && effective.values().stream().allMatch(count -> count > EFFECTS_MIN);
    }

    private void oneRun(Random ofSeed, String repeat) {
        postgres.clear("wordpress_publisher");
        random = ofSeed;
        model = new ModelLedger(Set.of());
        holders = new ArrayList<>();
        recorded.clear();
        List<String> done = new ArrayList<>();
        accept(Action.PUBLISH, 1, Wish.FIRST);
        for (int number = 0; number < OPERATIONS; number++) {
            Operation operation = OPERATIONS_AT_RANDOM.get(random.nextInt(OPERATIONS_AT_RANDOM.size()));
            String before = LedgerRows.modelled(model);
            done.add(operation + " " + perform(operation));
            String after = LedgerRows.modelled(model);
            if (!after.equals(before)) {
                effective.merge(operation, 1, Integer::sum);
            }
            assertThat(LedgerRows.stored(jdbc, wishes))
                    .as("%s: %s", repeat, done)
                    .isEqualTo(after);
        }
    }

    private String perform(Operation operation) {
        return switch (operation) {
            case ACCEPT -> accept();
            case CLAIM -> claim();
            case RUN_OUT -> runOut();
            case INTEND -> intend();
            case CHECKPOINT -> checkpoint();
            case KEY -> key();
            case FORGET -> forget();
            case RELEASE -> release();
            case OPEN -> open();
            case TIME -> time();
        };
    }

    private String accept() {
        Action action = ACTIONS.get(random.nextInt(ACTIONS.size()));
        int revision = Math.max(1, Math.max(model.revision, model.cancelRefused) + 1 - random.nextInt(3));
        Wish wish = Wish.of(random.nextInt(4));
        accept(action, revision, action == Action.UNPUBLISH ? wish.held() : wish);
        return action + " " + revision + " " + wish;
    }

    private void accept(Action action, int revision, Wish wish) {
        Accepted real = stored(action, revision, wish);
        ModelLedger.Answer modelled = model.accept(action, revision, wish);
        assertThat(modelled)
                .isEqualTo(
                        switch (real) {
                            case Accepted.Due _, Accepted.Scheduled _ -> ModelLedger.Answer.DUE;
                            case Accepted.Cancelled _ -> ModelLedger.Answer.CANCELLED;
                            case Accepted.TooLate _ -> ModelLedger.Answer.TOO_LATE;
                            case Accepted.Held _ -> ModelLedger.Answer.HELD;
                            case Accepted.Stale _ -> ModelLedger.Answer.STALE;
                        });
    }

    private Accepted stored(Action action, int revision, Wish wish) {
        var request = new LedgerRequest(
                UUID.randomUUID(),
                publication,
                site,
                Placement.POST,
                1,
                revision,
                action,
                UUID.randomUUID(),
                Standpoint.content(wish),
                null,
                Instant.EPOCH,
                Instant.EPOCH,
                null);
        return Objects.requireNonNull(transaction.execute(_ -> stores.requests().accept(request)));
    }

    private String claim() {
        List<Leased> real = Objects.requireNonNull(transaction.execute(_ -> {
            var sites = stores.due().lockSitesWithWork(1);
            return sites.isEmpty() ? List.<Leased>of() : stores.due().claim(sites, 1, "worker", LEASE);
        }));
        assertThat(real.isEmpty()).isEqualTo(!model.claimable());
        if (!real.isEmpty()) {
            model.claim();
            Claim claim = (Claim) real.getFirst();
            holders.add(new Holder(claim, model.wish));
            if (holders.size() > HOLDERS) {
                holders.removeFirst();
            }
            assertThat(claim.token()).isEqualTo(model.token);
            assertThat(claim.wanted().overrides()).isEqualTo(model.overrides);
            assertThat(claim.wanted().settled()).isEqualTo(model.settledRevision == model.revision);
            assertThat(claim.wanted().givenUp()).isEqualTo(model.givenUp);
        }
        return "";
    }

    private String runOut() {
        if (model.lease == ModelLedger.Lease.HELD) {
            jdbc.sql("UPDATE ledger SET lease_until = clock_timestamp()").update();
            model.runOut();
        }
        return "";
    }

    private String intend() {
        Holder holder = holder();
        if (holder == null || model.remoteId == 0) {
            return "";
        }
        Change change = CHANGES.get(random.nextInt(CHANGES.size()));
        boolean afterFill = random.nextBoolean();
        Claim claim = holder.claim();
        assertThat(model.intend(
                        claim.slot().generation(),
                        claim.token(),
                        (int) claim.wanted().revision(),
                        holder.wish(),
                        change,
                        afterFill))
                .isEqualTo(stores.ledger().intend(claim, change, afterFill));
        return claim.token() + " " + change;
    }

    private String checkpoint() {
        Holder holder = holder();
        if (holder == null) {
            return "";
        }
        Claim claim = holder.claim();
        var post = new PostId(1 + random.nextInt(4));
        Checkpoint modelled = model.checkpoint(claim.slot().generation(), claim.token(), post);
        assertThat(modelled).isEqualTo(stores.ledger().checkpoint(claim, post));
        if (modelled instanceof Checkpoint.Held) {
            takeHeldCancel();
        }
        return claim.token() + " " + post;
    }

    private String key() {
        Holder holder = holder();
        if (holder == null) {
            return "";
        }
        Claim claim = holder.claim();
        assertThat(model.intendByKey(claim.slot().generation(), claim.token()))
                .isEqualTo(stores.keyed().intend(claim));
        return claim.token() + "";
    }

    private String forget() {
        Holder holder = holder();
        if (holder == null) {
            return "";
        }
        Claim claim = holder.claim();
        boolean ours = model.forgetKey(claim.slot().generation(), claim.token());
        assertThat(ours).isEqualTo(stores.keyed().forget(claim));
        if (ours) {
            takeHeldCancel();
        }
        return claim.token() + "";
    }

    private void takeHeldCancel() {
        transaction.executeWithoutResult(_ -> stores.held()
                .take(publication)
                .ifPresent(held -> stores.requests().accept(held)));
        model.takeHeldCancel();
    }

    private String release() {
        Holder holder = holder();
        if (holder == null) {
            return "";
        }
        Claim claim = holder.claim();
        if (recorded.contains(claim.token())) {
            return "";
        }
        Outcome outcome = new RandomEnd(random, model.remoteId).of(claim.wanted());
        boolean real = stores.ledger().release(claim, outcome);
        assertThat(model.release(
                        claim.slot().generation(),
                        claim.token(),
                        (int) claim.wanted().revision(),
                        RandomEnd.modelled(outcome, holder.wish())))
                .isEqualTo(real);
        if (real) {
            recorded.add(claim.token()); // a visit records its end once
        }
        return claim.token() + " " + outcome;
    }

    private String open() {
        Holder holder = holder();
        boolean gone = model.remoteState == RemoteState.RESERVED || model.remoteState == RemoteState.REMOVED;
        if (holder == null || !gone || model.generation == ModelLedger.GENERATIONS) {
            return "";
        }
        Claim claim = holder.claim();
        var absent = new PostId(random.nextInt(4) == 0 ? 9 : model.remoteId);
        var absence = new NextStep.OpenGeneration(absent, "It is gone.");
        boolean real = stores.ledger().openGeneration(claim, absence);
        assertThat(model.openGeneration(claim.slot().generation(), claim.token(), (int) absent.value()))
                .isEqualTo(real);
        if (real) {
            holders.add(new Holder(claim.inNextGeneration(), holder.wish()));
        }
        return claim.token() + " " + absent;
    }

    private String time() {
        jdbc.sql(TIME_PASSES).update();
        model.longestLifePasses();
        return "";
    }

    /** The newest one more often than the others. */
    private @Nullable Holder holder() {
        if (holders.isEmpty()) {
            return null;
        }
        return random.nextBoolean() ? holders.getLast() : holders.get(random.nextInt(holders.size()));
    }
}
