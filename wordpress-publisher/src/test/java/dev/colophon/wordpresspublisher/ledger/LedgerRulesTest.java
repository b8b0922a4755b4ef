package dev.colophon.wordpresspublisher.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.colophon.testkit.postgres.PostgresServer;
import dev.colophon.wordpresspublisher.publication.PostId;
import dev.colophon.wordpresspublisher.publication.PublicationId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

/** What the database itself refuses, whoever asks. */
class LedgerRulesTest extends OneEntry {

    LedgerRulesTest(PostgresServer postgres) {
        super(postgres);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ledger SET remote_id = 9",
                "UPDATE ledger SET remote_id = NULL, remote_state = NULL, observed_revision = NULL",
                "UPDATE ledger SET generation = generation - 1",
                "UPDATE ledger SET revision = revision - 1",
                "UPDATE ledger SET fencing_token = 0",
                "UPDATE ledger SET receipt_sequence = receipt_sequence - 1",
                "UPDATE ledger SET site_id = gen_random_uuid()",
                "UPDATE ledger SET remote_state = 'PUBLIC'",
                "UPDATE ledger SET generation = generation + 1, remote_id = NULL, remote_state = NULL",
                "UPDATE ledger SET generation = generation + 1",
                "UPDATE ledger SET cancelled = true, due_at = NULL, lease_until = NULL, claimed_by = NULL, settled_revision = revision",
                "UPDATE ledger SET override = true, settled_revision = revision",
                "UPDATE ledger SET given_up = true, settled_revision = revision",
                "UPDATE ledger SET public_revision = revision + 1",
                "UPDATE ledger SET held_revision = revision + 1",
                "UPDATE ledger SET unsettled_after_fill = true",
                "UPDATE site_state SET strategy = 'both', strategy_found_at = clock_timestamp()",
                "UPDATE site_state SET strategy = 'stock'",
                "UPDATE ledger SET due_at = '-infinity'",
                "UPDATE ledger SET due_at = '0001-01-01'",
                "UPDATE ledger SET lease_until = 'infinity', claimed_by = 'nobody'",
                "UPDATE site_state SET circuit_until = 'infinity'"
            })
    void the_database_refuses_what_the_code_must_never_do(String statement) {
        accept(publication, 2, 2);
        ledger.checkpoint(claim(10).getFirst(), new PostId(7));

        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM ledger",
                "UPDATE outbox SET payload = '{}'",
                "DELETE FROM outbox",
                "DELETE FROM closed_generation",
                "CREATE TABLE mine (x int)",
                "SELECT * FROM publish_api.story",
                "SELECT * FROM publish_api.site",
                "SELECT * FROM publish_api.variant",
                "SELECT * FROM publish_api.publish_job"
            })
    void the_service_has_no_right_to(String statement) {
        postgres.migrate("publish-api");

        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
    }

    @Test
    void one_post_of_a_site_belongs_to_one_publication() {
        var other = new PublicationId(UUID.randomUUID());
        accept(publication, 1, 1);
        accept(other, 1, 1);
        List<Claim> claims = claim(10);
        ledger.checkpoint(claims.get(0), new PostId(7));

        assertThatThrownBy(() -> ledger.checkpoint(claims.get(1), new PostId(7)))
                .isInstanceOf(DataIntegrityViolationException.class);
    }
}
