package dev.colophon.fixtureone.first;

import dev.colophon.fixtureone.second.Second;

/** One half of a cycle. */
public record First(Second next) {}
