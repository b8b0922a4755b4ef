package dev.colophon.wordpresspublisher.matrix;

/** What the client asks for while the interruption is not healed yet. */
enum Then {
    NOTHING,
    AN_UPDATE,
    AN_UNPUBLISH
}
