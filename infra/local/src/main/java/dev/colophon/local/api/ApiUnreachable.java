package dev.colophon.local.api;

import java.io.IOException;

/** No answer came: refused, timed out or cut. The request may or may not have been heard. */
public final class ApiUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    ApiUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
