package dev.colophon.fixturetwo;

/** Belongs to another service. */
public record Stranger(String name) {}
