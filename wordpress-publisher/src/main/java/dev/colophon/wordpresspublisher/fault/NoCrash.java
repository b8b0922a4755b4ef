package dev.colophon.wordpresspublisher.fault;

/** The ordinary case. */
record NoCrash() implements CrashPoints {

    @Override
    public void before(Step step) {}

    @Override
    public void after(Step step) {}
}
