package dev.colophon.publishapi.seal;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Brings secrets of one kind under the keyset's primary key, so that a former key can be taken out and no secret is lost with it. Each
 * by a statement of its own that changes only what was opened: nobody waits for a round, and nothing that was stored meanwhile is undone.
 */
public final class Reseal {

    private static final int BATCH = 100;
    private static final int MAX_BATCHES = 100;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final SealedRows rows;
    private final Envelope envelope;

    /** Where the next round begins: what cannot be opened in one does not keep the rest from its turn. */
    private UUID after = BEFORE_ALL;

    public Reseal(SealedRows rows, Envelope envelope) {
        this.rows = rows;
        this.envelope = envelope;
    }

    /**
     * What a round has come to.
     *
     * @param done secrets that are sealed anew
     * @param unreadable secrets that do not open, and stay as they are
     */
    public record Round(int done, int unreadable) {}

    /** One round, of so many batches at most. */
    public synchronized Round round() {
        return envelope.primaryMark().map(this::round).orElseGet(() -> new Round(0, 0));
    }

    /** How many wait; not a number where nobody knows: who waits for 0 to take a key away must not take it for the answer. */
    public synchronized double due() {
        return envelope.primaryMark().map(mark -> (double) rows.count(mark)).orElse(Double.NaN);
    }

    private Round round(byte[] mark) {
        var done = 0;
        var unreadable = 0;
        for (var batch = 0; batch < MAX_BATCHES; batch++) {
            var found = rows.ofOtherKeys(mark, after, BATCH);
            for (var secret : found) {
                try {
                    done += rows.reseal(secret, anew(secret)) ? 1 : 0;
                } catch (GeneralSecurityException _) {
                    unreadable++;
                }
            }
            after = found.size() < BATCH ? BEFORE_ALL : found.getLast().id();
            if (after.equals(BEFORE_ALL)) {
                break;
            }
        }
        return new Round(done, unreadable);
    }

    private byte[] anew(SealedRows.Sealed secret) throws GeneralSecurityException {
        var plain = envelope.open(secret.bytes(), secret.owner());
        try {
            return envelope.seal(plain, secret.owner());
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
