package dev.colophon.statusprojector.publication;

/** How far the work on one revision has come, as long as it has not reached the site. */
public enum Stage {
    ACCEPTED(Status.ACCEPTED, UpdateStatus.PENDING),
    SCHEDULED(Status.SCHEDULED, UpdateStatus.PENDING),
    PUBLISHING(Status.PUBLISHING, UpdateStatus.PUBLISHING),
    DEFERRED(Status.DEFERRED, UpdateStatus.DEFERRED),
    UNCONFIRMED(Status.UNCONFIRMED, UpdateStatus.UNCONFIRMED),
    PARKED(Status.PARKED, UpdateStatus.PARKED),
    FAILED(Status.FAILED, UpdateStatus.FAILED);

    private final Status status;
    private final UpdateStatus updateStatus;

    Stage(Status status, UpdateStatus updateStatus) {
        this.status = status;
        this.updateStatus = updateStatus;
    }

    Status status() {
        return status;
    }

    UpdateStatus updateStatus() {
        return updateStatus;
    }

    /** The receipt that led here tells of trouble. */
    public boolean hasReason() {
        return this == DEFERRED || this == UNCONFIRMED || gaveUp();
    }

    /** A request is at the site or may be: a newer revision waits behind it and does not hide it. */
    boolean mayBeAtTheSite() {
        return this == PUBLISHING || this == UNCONFIRMED;
    }

    /** Nothing more happens by itself. */
    boolean gaveUp() {
        return this == PARKED || this == FAILED;
    }
}
