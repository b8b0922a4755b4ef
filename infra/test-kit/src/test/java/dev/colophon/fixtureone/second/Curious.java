package dev.colophon.fixtureone.second;

import dev.colophon.fixturetwo.Stranger;

/** Knows another service's class. */
public record Curious(Stranger stranger) {}
