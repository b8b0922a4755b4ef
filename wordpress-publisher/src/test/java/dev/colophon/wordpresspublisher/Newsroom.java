package dev.colophon.wordpresspublisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.testkit.wordpress.FakeWordPress;
import dev.colophon.testkit.wordpress.StoredPost;
import dev.colophon.wordpresspublisher.ledger.WorkSignal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A newsroom for tests: registers sites, wants stories published, and reads what became of them. */
public final class Newsroom {

    public static final String KEYSET = Contracts.sample("sealed-credentials/application-password.json")
            .path("keyset")
            .stringValue();

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();

    static {
        Awaitility.doNotCatchUncaughtExceptionsByDefault(); // a worker that dies on purpose is no failure of the test
        Awaitility.setDefaultTimeout(PATIENCE); // a whole visit may be awaited on a machine that has little time for us
    }

    private final JdbcClient superuser;
    private final BiConsumer<UUID, ObjectNode> deliver;
    private final WorkSignal work;

    public Newsroom(PostgresServer postgres, WorkSignal work, BiConsumer<UUID, ObjectNode> deliver) {
        this.superuser = JdbcClient.create(SuperuserPool.of(postgres));
        this.work = work;
        this.deliver = deliver;
    }

    public UUID site(FakeWordPress wordpress) {
        return register(
                UUID.randomUUID(),
                wordpress.url(),
                wordpress.editor().login(),
                wordpress.editor().applicationPassword());
    }

    public UUID register(UUID site, URI url, String user, String password) {
        superuser
                .sql("""
                        INSERT INTO publish_api.site (id, key, platform, base_url, state, credentials_sealed,
                          credentials_set_at, max_concurrency, created_at, updated_at)
                        VALUES (:id, :key, 'wordpress', :url, 'active', :sealed, now(), 2, now(), now())
                        """)
                .param("id", site)
                .param("key", "s" + site.toString().replace("-", "").substring(0, 20))
                .param("url", url.toString())
                .param("sealed", Keysets.seal(KEYSET, site, user, password))
                .update();
        return site;
    }

    /** The site, with this policy for what editors change. */
    public UUID under(String policy, UUID site) {
        superuser
                .sql("UPDATE publish_api.site SET edit_policy = :policy WHERE id = :id")
                .param("policy", policy)
                .param("id", site)
                .update();
        return site;
    }

    /** The site, of this platform: as if publish-api had registered it so. */
    public UUID ofPlatform(String platform, UUID site) {
        superuser
                .sql("UPDATE publish_api.site SET platform = :platform WHERE id = :id")
                .param("platform", platform)
                .param("id", site)
                .update();
        return site;
    }

    /** The site's credentials, sealed anew by the primary key of this keyset. */
    public void reseal(UUID site, FakeWordPress wordpress, String keyset) {
        var editor = wordpress.editor();
        reseal(site, Keysets.seal(keyset, site, editor.login(), editor.applicationPassword()));
    }

    /** From now on the site is opened by this key of its companion plugin. */
    public void openByKey(UUID site, String key) {
        reseal(site, Keysets.seal(KEYSET, site, Map.of("kind", "api_key", "key", key)));
    }

    private void reseal(UUID site, byte[] sealed) {
        superuser
                .sql("UPDATE publish_api.site SET credentials_sealed = :sealed WHERE id = :id")
                .param("id", site)
                .param("sealed", sealed)
                .update();
    }

    /** A story that is wanted at a site, as the sample has it but for what the test says. */
    public Story story(UUID site, String slug) {
        return new Story(site, UUID.randomUUID(), slug);
    }

    public JdbcClient sql() {
        return superuser;
    }

    /** As if the holder's time were up. What it was about to send is then as old as its lease. */
    public void expireLease(UUID publication) {
        superuser.sql("""
                        UPDATE wordpress_publisher.ledger SET lease_until = now(),
                          unsettled_at = CASE WHEN unsettled_at = lease_until THEN now() ELSE unsettled_at END
                        WHERE publication_id = :p AND lease_until IS NOT NULL
                        """).param("p", publication).update();
        work.wake();
    }

    /** As if whoever was uploading to the site had had its time. */
    public void expireUploads(UUID site) {
        superuser.sql("""
                        UPDATE wordpress_publisher.site_media SET uploading_until = now()
                        WHERE site_id = :site AND uploading_until IS NOT NULL
                        """).param("site", site).update();
    }

    /** As if whoever was making terms of the site had had its time. */
    public void expireTerms(UUID site) {
        superuser.sql("""
                        UPDATE wordpress_publisher.site_term SET making_until = now()
                        WHERE site_id = :site AND making_until IS NOT NULL
                        """).param("site", site).update();
    }

    /** As if that much time had passed for this entry. */
    public void travel(UUID publication, Duration time) {
        superuser.sql("""
                        UPDATE wordpress_publisher.ledger SET due_at = due_at - :ms * interval '1 millisecond',
                          unsettled_at = unsettled_at - :ms * interval '1 millisecond',
                          read_back_due_at = read_back_due_at - :ms * interval '1 millisecond'
                        WHERE publication_id = :p
                        """).param("p", publication).param("ms", time.toMillis()).update();
        work.wake();
    }

    /** Many looks at the database need no connection of their own each; one server per JVM, so one pool. */
    private static final class SuperuserPool {

        private static final int CONNECTIONS = 8;
        private static @Nullable HikariDataSource shared;

        static synchronized DataSource of(PostgresServer postgres) {
            if (shared == null) {
                var pool = new HikariConfig();
                pool.setDataSource(postgres.superuser());
                pool.setMaximumPoolSize(CONNECTIONS);
                pool.setMinimumIdle(1);
                shared = new HikariDataSource(pool);
            }
            return shared;
        }
    }

    /** One story: what is wanted of it, and what became of it. */
    public final class Story {

        private final UUID site;
        private final UUID publication;
        private final String slug;
        private long revision;
        private @Nullable Runnable delivery;

        Story(UUID site, UUID publication, String slug) {
            this.site = site;
            this.publication = publication;
            this.slug = slug;
        }

        public UUID id() {
            return publication;
        }

        public UUID site() {
            return site;
        }

        /** Wants the next revision, changed from the sample as told. */
        public Story want(Consumer<ObjectNode> change) {
            UUID event = UUID.randomUUID();
            ObjectNode request = request(++revision, change);
            delivery = () -> deliver.accept(event, request);
            delivery.run();
            return this;
        }

        public Story want() {
            return want(_ -> {});
        }

        /** The request of the newest revision once more. */
        public Story deliverAgain() {
            deliver.accept(UUID.randomUUID(), request(revision, _ -> {}));
            return this;
        }

        /** The last record once more, byte for byte, as after a consumer that died before its commit. */
        public void redeliver() {
            Objects.requireNonNull(delivery).run();
        }

        /** Asks for this action on the story, as a job of its own. */
        public Story ask(String action) {
            return want(request -> request.put("action", action));
        }

        /** The same, of a publisher that is about to die. */
        public void askAndDie(String action) {
            try {
                ask(action);
            } catch (ScriptedCrash.Died _) {
                return;
            }
            throw new AssertionError("the publisher took the request and lives");
        }

        /** The newest request, for this action, once more. */
        public void deliverAgain(String action) {
            deliver.accept(UUID.randomUUID(), request(revision, request -> request.put("action", action)));
        }

        public ObjectNode request(long number, Consumer<ObjectNode> change) {
            ObjectNode request = Contracts.sample("requests/publication-requested.json")
                    .put("publicationId", publication.toString())
                    .put("siteId", site.toString())
                    .put("jobId", UUID.randomUUID().toString())
                    .put("revision", number);
            ((ObjectNode) request.path("variant")).put("slug", slug).put("title", slug + " r" + number);
            change.accept(request);
            return request;
        }

        /** Waits for a receipt of this kind and returns the last one. */
        public JsonNode awaitReceipt(String kind) {
            return awaitReceipt(kind, revision);
        }

        public JsonNode awaitReceipt(String kind, long ofRevision) {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() -> assertThat(receipts())
                            .as("receipts of " + publication)
                            .anyMatch(receipt -> isKind(receipt, kind, ofRevision)));
            return receipts().stream()
                    .filter(receipt -> isKind(receipt, kind, ofRevision))
                    .reduce((_, last) -> last)
                    .orElseThrow();
        }

        private static boolean isKind(JsonNode receipt, String kind, long revision) {
            return receipt.path("kind").stringValue().equals(kind)
                    && receipt.path("revision").longValue() == revision;
        }

        /** All receipts so far, checked against the contract: valid, in sequence, without gaps. */
        public List<JsonNode> receipts() {
            List<String> payloads = superuser
                    .sql("SELECT payload FROM wordpress_publisher.outbox WHERE message_key = :p ORDER BY sequence")
                    .param("p", publication.toString())
                    .query((row, _) -> row.getString("payload"))
                    .list();
            long expected = 1;
            for (String payload : payloads) {
                assertThat(Contracts.errorsInReceipt(payload)).as(payload).isEmpty();
                assertThat(JSON.readTree(payload).path("sequence").longValue()).isEqualTo(expected++);
            }
            return payloads.stream().map(JSON::readTree).toList();
        }

        public List<String> kinds() {
            return receipts().stream()
                    .map(receipt -> receipt.path("kind").stringValue())
                    .toList();
        }

        public long times(String kind) {
            return kinds().stream().filter(kind::equals).count();
        }

        /** The ledger's row. */
        public Map<String, @Nullable Object> row() {
            return superuser
                    .sql("SELECT * FROM wordpress_publisher.ledger WHERE publication_id = :p")
                    .param("p", publication)
                    .query()
                    .singleRow();
        }

        public boolean isInLedger() {
            return superuser
                    .sql("SELECT EXISTS (SELECT FROM wordpress_publisher.ledger WHERE publication_id = :p)")
                    .param("p", publication)
                    .query(Boolean.class)
                    .single();
        }

        /** The site's posts that carry this publication's marker. */
        public List<StoredPost> postsAt(FakeWordPress wordpress) {
            return wordpress.posts().stream()
                    .filter(post -> post.content().contains("colophon:" + publication))
                    .toList();
        }

        /** How many different posts of this publication were ever public at the site. */
        public long everPublicAt(FakeWordPress wordpress) {
            List<Long> ours = postsAt(wordpress).stream().map(StoredPost::id).toList();
            return wordpress.everPublic().stream()
                    .map(post -> post.id())
                    .filter(ours::contains)
                    .distinct()
                    .count();
        }
    }
}
