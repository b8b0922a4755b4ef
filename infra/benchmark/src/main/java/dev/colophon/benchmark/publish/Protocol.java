package dev.colophon.benchmark.publish;

/** How a site is spoken to. */
enum Protocol {
    /** Three requests: a draft, its publication by id, a look. */
    STOCK,
    /** One request under a key of the companion plugin. */
    KEYED
}
