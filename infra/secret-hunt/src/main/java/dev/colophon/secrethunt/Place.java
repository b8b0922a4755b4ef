package dev.colophon.secrethunt;

import java.util.function.BiConsumer;

/** Somewhere that a secret could have got to. Each proves that what is there is seen: a hunt in nothing finds nothing. */
public interface Place {

    /** Shows all that is there: where, and what it says. */
    void show(BiConsumer<String, String> eye) throws Exception;
}
