package dev.colophon.wordpresspublisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiptSamplesTest {

    static List<Path> samples() {
        return Contracts.samples("receipts");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void every_sample_is_a_receipt_by_its_schema(Path sample) {
        assertThat(Contracts.errorsInReceipt(Contracts.read(sample))).isEmpty();
    }

    @Test
    void the_schema_refuses_what_would_be_a_lie() {
        var published = Contracts.sample("receipts/published.json");
        published.putNull("post");
        assertThat(Contracts.errorsInReceipt(published.toString())).isNotEmpty();

        var deferred = Contracts.sample("receipts/deferred.json");
        deferred.putNull("problem");
        assertThat(Contracts.errorsInReceipt(deferred.toString())).isNotEmpty();
    }
}
