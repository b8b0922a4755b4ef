package dev.colophon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.kafka.KafkaExtension;
import dev.colophon.testkit.kafka.KafkaServer;
import dev.colophon.testkit.postgres.PostgresExtension;
import dev.colophon.testkit.postgres.PostgresServer;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** One test that breaks off fails no other. */
@ExtendWith({PostgresExtension.class, KafkaExtension.class})
@TestMethodOrder(OrderAnnotation.class)
class SharedServerExtensionTest {

    private final PostgresServer postgres;
    private final KafkaServer kafka;

    SharedServerExtensionTest(PostgresServer postgres, KafkaServer kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    @Test
    @Order(1)
    void a_test_may_break_off_after_it_stopped_the_servers() {
        postgres.stop();
        kafka.stop();

        assertThat(postgres.isRunning() || kafka.isRunning()).isFalse();
    }

    @Test
    @Order(2)
    void the_next_one_finds_them_started_again() {
        assertThat(postgres.isRunning() && kafka.isRunning()).isTrue();
    }
}
