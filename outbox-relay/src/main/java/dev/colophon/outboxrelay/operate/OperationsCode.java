package dev.colophon.outboxrelay.operate;

import org.springframework.http.HttpStatus;

/** The stable codes of this API's refusals, and what to do about each. Each has its row in docs/contracts/operations.md. */
public enum OperationsCode {
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "Look at the address and the id, and whether COLOPHON_OPERATIONS_KEY is set at the service."),
    UNAUTHENTICATED(
            HttpStatus.UNAUTHORIZED, "Send Authorization: Bearer with the COLOPHON_OPERATIONS_KEY of this service."),
    OPERATOR_MISSING(HttpStatus.BAD_REQUEST, "Send X-Operator with your name, in 1 to 100 printable ASCII characters."),
    REQUEST_REFUSED(HttpStatus.BAD_REQUEST, "Mend the address, the parameters or the body by the page of the route."),
    RELAY_STANDBY(HttpStatus.CONFLICT, "Ask the relay that holds the lock."),
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
