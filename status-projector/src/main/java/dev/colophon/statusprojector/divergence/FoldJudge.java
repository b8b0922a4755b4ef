package dev.colophon.statusprojector.divergence;

import dev.colophon.statusprojector.divergence.Divergence.Kind;
import dev.colophon.statusprojector.project.CompareStatuses.Difference;
import dev.colophon.statusprojector.project.StatusRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says of a row that is not its fold how it differs, and what most likely made it so. Pure. */
final class FoldJudge {

    /** The projector writes a row in the transaction that appends the event: what is later than this is not its doing. */
    private static final Duration ONE_TRANSACTION = Duration.ofMinutes(1);

    private FoldJudge() {}

    static Divergence judge(Difference difference, Circumstances around) {
        var is = difference.isNow();
        var shouldBe = difference.shouldBe();
        if (is.isEmpty() && shouldBe.isPresent()) {
            return found(
                    difference,
                    Kind.MISSING,
                    "no row, where the fold says " + shouldBe.get().status(),
                    around.announced() ? Cause.ROW_DELETED : Cause.NEVER_PROJECTED);
        }
        if (is.isPresent() && shouldBe.isEmpty()) {
            return found(
                    difference,
                    Kind.SURPLUS,
                    "the status " + is.get().status() + ", which no valid event makes",
                    Cause.NO_VALID_EVENT);
        }
        if (is.isPresent() && !is.equals(shouldBe)) {
            return found(difference, Kind.CHANGED, difference(is.get(), shouldBe.get()), cause(around));
        }
        return found(difference, Kind.CHANGED, "its stored conflicts are not those of the fold", cause(around));
    }

    private static String difference(StatusRow is, StatusRow shouldBe) {
        return "differs in %s: the status is %s, the fold says %s"
                .formatted(String.join(", ", differing(is, shouldBe)), is.status(), shouldBe.status());
    }

    /** Names of columns, and not what is in them: a reason may quote a site. */
    private static List<String> differing(StatusRow is, StatusRow shouldBe) {
        var names = new ArrayList<String>();
        for (var column : StatusRow.class.getRecordComponents()) {
            try {
                var accessor = column.getAccessor();
                if (!Objects.equals(accessor.invoke(is), accessor.invoke(shouldBe))) {
                    names.add(column.getName());
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a public record cannot be read: " + column, e);
            }
        }
        return names;
    }

    private static Cause cause(Circumstances around) {
        Instant written = around.updatedAt();
        Instant heard = around.lastRecordedAt();
        if (written == null || heard == null) {
            return Cause.FOLD_OR_ROW_CHANGED;
        }
        if (written.isBefore(heard)) {
            return Cause.EVENTS_NOT_PROJECTED;
        }
        return written.isAfter(heard.plus(ONE_TRANSACTION)) ? Cause.ROW_WRITTEN_OUTSIDE : Cause.FOLD_OR_ROW_CHANGED;
    }

    private static Divergence found(Difference difference, Kind kind, String what, Cause cause) {
        return new Divergence(
                difference.publication().value(),
                difference
                        .isNow()
                        .or(difference::shouldBe)
                        .map(StatusRow::siteId)
                        .orElse(null),
                kind,
                what,
                cause);
    }
}
