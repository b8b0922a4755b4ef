package dev.colophon.fixtureone.common;

/** In a package that is no step. */
public record Anything(String name) {}
