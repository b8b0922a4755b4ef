package dev.colophon.outboxrelay;

class ArchitectureTest {}
