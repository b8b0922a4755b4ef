package dev.colophon.statusprojector.operations;

import dev.colophon.statusprojector.invalidate.Refused;
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
    FINGERPRINT_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "Preview first, and send the fingerprint of what you saw."),
    SELECTION_EMPTY(HttpStatus.UNPROCESSABLE_CONTENT, Refused.Code.SELECTION_EMPTY.fix()),
    STEP_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, "Name the step to which they are put back: the detail lists them."),
    DATABASE_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Look whether it was done once the database can be used, and repeat it only if it was not."),
    OPERATION_FAILED(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "Read the service's log, mend the cause, and repeat it if it was not done.");

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
