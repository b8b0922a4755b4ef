package dev.colophon.wordpresspublisher.model;

/** What a client may ask for after its first request to publish. */
enum Command {
    /** Publish the other content; asked for twice, that is the first content again. */
    UPDATE,
    /** Publish what was wanted last, whatever its visibility was. */
    PUBLISH,
    UNPUBLISH,
    CANCEL,
    /** The same again, although it failed or was taken away. */
    RETRY
}
