package dev.colophon.wordpresspublisher.receipt;

/** This instance, as evidence names it: its name and the build of its program. */
public record Worker(String name, String build) {}
