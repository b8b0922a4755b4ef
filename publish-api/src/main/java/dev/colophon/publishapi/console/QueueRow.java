package dev.colophon.publishapi.console;

import dev.colophon.publishapi.status.DueDeliveries;
import dev.colophon.publishapi.status.OpenStories;
import dev.colophon.publishapi.status.OpenStories.Queue;
import dev.colophon.publishapi.status.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that waits, how much of it, and for how long the oldest has.
 *
 * @param href where it can be looked at one by one; empty if nowhere
 */
record QueueRow(String what, String waitsFor, String count, String age, String href) {

    /** Webhooks are told as they were at the last look, at most a minute ago. */
    static List<QueueRow> of(List<Queue> queues, DueDeliveries.Due webhooks, Instant now) {
        var rows = new ArrayList<QueueRow>();
        for (var queue : queues) {
            rows.add(new QueueRow(
                    "Stories " + queue.status().text(),
                    waitsFor(queue.status()),
                    queue.stories() < OpenStories.MOST
                            ? String.valueOf(queue.stories())
                            : OpenStories.MOST + " or more",
                    Words.lasting(Duration.between(queue.oldest(), now).toMillis()),
                    "/console/publications?status=" + queue.status().text()));
        }
        if (webhooks.deliveries() > 0) {
            rows.add(new QueueRow(
                    "Webhook deliveries",
                    "their receivers",
                    String.format(Locale.ROOT, "%d", webhooks.deliveries()),
                    Words.lasting(Math.round(webhooks.oldestSeconds() * 1_000)),
                    ""));
        }
        return List.copyOf(rows);
    }

    private static String waitsFor(Status status) {
        return switch (status) {
            case ACCEPTED -> "the publisher";
            case SCHEDULED -> "their time";
            case PUBLISHING -> "the site";
            case DEFERRED -> "the next try";
            case UNCONFIRMED -> "a look at the site";
            case PARKED -> "a person";
            case PUBLISHED, UNPUBLISHED, REMOVED, FAILED, CANCELLED -> "";
        };
    }
}
