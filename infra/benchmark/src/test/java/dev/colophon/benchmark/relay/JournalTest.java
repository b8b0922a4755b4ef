package dev.colophon.benchmark.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal(3 * Journal.KEYS);

    @Test
    void a_latency_is_from_commit_to_first_arrival() {
        journal.committed(2, 1_000_000);
        journal.arrived(0, 3_000_000);
        journal.arrived(1, 6_500_000);

        assertThat(journal.latencies(0, 2)).containsExactly(2.0, 5.5);
        assertThat(journal.faults()).isEqualTo(new Journal.Faults(0, 0, 0));
        assertThat(journal.awaitAll(Duration.ZERO)).isTrue();
    }

    @Test
    void what_did_not_come_is_lost_and_what_came_again_is_counted() {
        journal.committed(3, 1);
        journal.arrived(0, 2);
        journal.arrived(0, 3);

        assertThat(journal.faults()).isEqualTo(new Journal.Faults(2, 1, 0));
        assertThat(journal.awaitAll(Duration.ofMillis(1))).isFalse();
    }

    @Test
    void an_older_row_of_a_key_behind_a_newer_one_is_out_of_order() {
        journal.committed(Journal.KEYS + 2, 1);
        journal.arrived(Journal.KEYS, 2);
        journal.arrived(1, 3);
        journal.arrived(0, 4);

        assertThat(journal.faults().outOfOrder()).isEqualTo(1);
    }

    @Test
    void the_receiver_finds_the_number_wherever_it_stands() {
        var payload = new Payload(new Random(1)).of(4711);

        assertThat(payload).hasSize(1024);
        assertThat(Receiver.row(payload.getBytes(UTF_8))).isEqualTo(4711);
        assertThat(Receiver.row(("\"wrapped\":" + payload).getBytes(UTF_8))).isEqualTo(4711);
    }
}
