package dev.colophon.wordpresspublisher.protocol;

import dev.colophon.wordpresspublisher.publication.Visibility;
import java.time.Instant;

/**
 * A write to the recorded post whose end nobody knows: its answer was lost, or its sender was. Until T_max has passed it may
 * still land, and a stock WordPress would let it win over a newer one.
 *
 * @param lastSentAt no later than this the request was sent
 */
public record Unsettled(Instant lastSentAt, String fingerprint, Visibility visibility, Change change) {}
