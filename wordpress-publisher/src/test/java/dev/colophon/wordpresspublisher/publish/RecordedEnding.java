package dev.colophon.wordpresspublisher.publish;

import dev.colophon.wordpresspublisher.ledger.Claim;
import dev.colophon.wordpresspublisher.ledger.Outcome;
import dev.colophon.wordpresspublisher.protocol.NextStep;
import dev.colophon.wordpresspublisher.protocol.RetryPolicy;
import dev.colophon.wordpresspublisher.protocol.Unsettled;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import dev.colophon.wordpresspublisher.receipt.Receipt;
import dev.colophon.wordpresspublisher.receipt.ReceiptKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the product's own {@link Endings} have recorded of a visit, for the model check; without jitter. */
public record RecordedEnding(Outcome outcome, List<ReceiptKind> told) {

    private static RecordedEnding of(Ending ending) {
        return new RecordedEnding(
                ending.outcome(), ending.receipts().stream().map(Receipt::kind).toList());
    }

    /** The endings under this policy, with T_max as given. */
    public static Source under(RetryPolicy policy, Duration lateRequestBound) {
        var properties = new PublishProperties(
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(90),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                lateRequestBound,
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1));
        return new Source(new Endings(policy, properties, () -> 0));
    }

    /** Asks the product's code. */
    public static final class Source {

        private final Endings endings;

        Source(Endings endings) {
            this.endings = endings;
        }

        /** Of a visit that the protocol ended. */
        public RecordedEnding of(Claim claim, NextStep.End end, @Nullable Unsettled unsettled) {
            return RecordedEnding.of(endings.of(claim, end, List.of(), unsettled));
        }

        /** Of a visit that could not go on. */
        public RecordedEnding of(Claim claim, WordPressFailure failure, @Nullable Unsettled unsettled) {
            return RecordedEnding.of(endings.of(claim, failure, List.of(), unsettled));
        }
    }
}
