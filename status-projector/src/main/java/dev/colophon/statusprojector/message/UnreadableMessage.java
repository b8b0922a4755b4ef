package dev.colophon.statusprojector.message;

/** A message that says nothing this service could ever understand: no retry helps, it belongs to the dead letters. */
public final class UnreadableMessage extends RuntimeException {

    private final String code;

    /**
     * @param code stable, for operators
     * @param detail what is wrong; never the content of a story
     */
    public UnreadableMessage(String code, String detail) {
        super(detail);
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
