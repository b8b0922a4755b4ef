package dev.colophon.publishapi.webhook.intake;

/** A record that nobody can ever tell a webhook of. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** {@code code} is stable; the detail quotes nothing of the record. */
    Unreadable(String code, String detail) {
        super(detail);
        this.code = code;
    }

    String code() {
        return code;
    }
}
