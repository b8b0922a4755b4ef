/** Pages for people: they show what the API tells, and ask for what the API takes, by the same services and under the same rules. */
@NullMarked
package dev.colophon.publishapi.console;

import org.jspecify.annotations.NullMarked;
