package dev.colophon.publishapi.problem;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer into the body; empty for the whole of it
 * @param code stable, for programs
 * @param detail what is wrong, for people
 * @param fix what to do about it
 */
public record FieldError(String pointer, String code, String detail, String fix) {}
