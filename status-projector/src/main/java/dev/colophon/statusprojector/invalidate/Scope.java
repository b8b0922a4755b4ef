package dev.colophon.statusprojector.invalidate;

/** What a decision is about: events that are described, or all that came after a step. */
public sealed interface Scope permits Selection, Reset {}
