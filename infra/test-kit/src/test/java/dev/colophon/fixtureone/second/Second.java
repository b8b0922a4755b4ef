package dev.colophon.fixtureone.second;

import dev.colophon.fixtureone.first.First;

/** The other half of a cycle. */
public record Second(First back) {}
