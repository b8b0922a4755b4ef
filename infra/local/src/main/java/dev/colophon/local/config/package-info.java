/** What a local run remembers between commands: folders, ports and secrets. */
@NullMarked
package dev.colophon.local.config;

import org.jspecify.annotations.NullMarked;
