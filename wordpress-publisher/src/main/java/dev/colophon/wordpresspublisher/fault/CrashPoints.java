package dev.colophon.wordpresspublisher.fault;

/** Where the program may be made to die, so that what an interruption leaves can be tried by anybody. */
public interface CrashPoints {

    /** The step is about to be done. */
    void before(Step step);

    /** The step is done; nothing that follows is. */
    void after(Step step);
}
