package dev.colophon.wordpresspublisher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.colophon.testkit.postgres.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A rule that asks how often something happened sees its first time only if its counter was there before. */
@PublisherTest
class MetricsTest {

    private final MeterRegistry meters;

    MetricsTest(@Autowired MeterRegistry meters) {
        this.meters = meters;
    }

    @BeforeAll
    static void nothingLeftByOthers(PostgresServer postgres) {
        postgres.clear("wordpress_publisher"); // a visit of what others left due would be counted
    }

    @ParameterizedTest
    @CsvSource({
        "colophon.publish.claims.lost, -, -",
        "colophon.site.circuit.opened, -, -",
        "colophon.reconcile.runs, end, completed",
        "colophon.reconcile.runs, end, paused",
        "colophon.reconcile.runs, end, stopped"
    })
    void what_has_never_happened_is_told_as_none(String counter, String label, String value) {
        var search = meters.get(counter);

        assertThat((label.equals("-") ? search : search.tag(label, value))
                        .counter()
                        .count())
                .isZero();
    }
}
