package dev.colophon.wordpresspublisher.operations;

import org.springframework.http.HttpStatus;

/** The stable codes of this API's own refusals, and what to do about each. Each has its row in docs/contracts/operations.md. */
public enum OperationsCode {
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "Look at the address and the id, and whether COLOPHON_OPERATIONS_KEY is set at the service."),
    OPERATIONS_KEY_REFUSED(
            HttpStatus.UNAUTHORIZED, "Send Authorization: Bearer with the COLOPHON_OPERATIONS_KEY of this service."),
    OPERATOR_MISSING(HttpStatus.BAD_REQUEST, "Send X-Operator with your name, in 1 to 100 printable ASCII characters."),
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST, "Mend the address, the parameters or the body by the page of the route."),
    REASON_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "Say why in reason, in 1 to 1,000 characters."),
    SITE_UNKNOWN(HttpStatus.NOT_FOUND, "Take the id of a site from GET /operations/v1/sites."),
    SITE_NOT_FOUND(HttpStatus.NOT_FOUND, "Take the id of a registered site, or register it at publish-api first."),
    SITE_OF_ANOTHER_PLATFORM(
            HttpStatus.CONFLICT,
            "Turn to the adapter of the site's platform: this publisher speaks to WordPress alone."),
    SITE_TRIALS_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Try again when one of the trials has ended."),
    RECONCILIATION_NOT_FOUND(HttpStatus.NOT_FOUND, "Take the id of a run from the list of the site's last runs."),
    RECONCILE_UNDER_WAY(HttpStatus.CONFLICT, "Wait for the run that is under way, or look at it."),
    RECONCILE_BUSY(HttpStatus.SERVICE_UNAVAILABLE, "Try again when one of the runs has ended."),
    DATABASE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Look whether it was done once the database can be used, and repeat it only if it was not."),
    OPERATIONS_FAILED(
            HttpStatus.INTERNAL_SERVER_ERROR, "Read the service's log, mend the cause, and look what was done.");

    private final HttpStatus status;
    private final String fix;

    OperationsCode(HttpStatus status, String fix) {
        this.status = status;
        this.fix = fix;
    }

    HttpStatus status() {
        return status;
    }

    /** What to do, for an operator. */
    public String fix() {
        return fix;
    }
}
