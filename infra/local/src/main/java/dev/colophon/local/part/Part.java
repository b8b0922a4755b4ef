package dev.colophon.local.part;

import java.io.IOException;
import java.util.function.Consumer;

/** One thing that runs, as one process or several. It outlives the command that started it. */
public interface Part {

    String name();

    /** Whether it is ours to stop. */
    default boolean isOurs() {
        return true;
    }

    /** Cheap, and never waits long. */
    Presence presence();

    /**
     * Returns once it serves. Leaves alone what runs and is healthy, and mends what is not.
     *
     * @param detail is told what is being done at the moment
     * @throws dev.colophon.local.config.Refusal when the person at the keyboard can put it right
     * @throws IllegalStateException with the end of its log, when it does not come up
     */
    void start(Consumer<String> detail) throws IOException, InterruptedException;

    /** Returns once no process of it is left. Data stays. Does nothing where none runs. */
    void stop() throws IOException, InterruptedException;
}
