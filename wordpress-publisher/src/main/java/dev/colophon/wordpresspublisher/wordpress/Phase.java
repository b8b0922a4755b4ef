package dev.colophon.wordpresspublisher.wordpress;

/** What a request was for: the same answer means another thing for a look than for a write. */
enum Phase {
    LOOK(false),
    CREATE(true),
    WRITE(true),
    DELETE(true),
    /** Getting or making a term may be repeated at will, so a lost answer leaves nothing unknown. */
    TERM(false),
    /** Nor an upload: what it left is found again by its slug before the next one. */
    MEDIA(false),
    WHO_AM_I(false);

    private final boolean unknownIfLost;

    Phase(boolean unknownIfLost) {
        this.unknownIfLost = unknownIfLost;
    }

    /** Whether a refusal can be about what the client wants published. */
    boolean carriesContent() {
        return this == CREATE || this == WRITE || this == TERM || this == MEDIA;
    }

    boolean unknownIfLost() {
        return unknownIfLost;
    }
}
