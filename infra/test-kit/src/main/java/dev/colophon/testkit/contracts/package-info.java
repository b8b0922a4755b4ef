/** What docs/contracts says, as tests need it. */
@NullMarked
package dev.colophon.testkit.contracts;

import org.jspecify.annotations.NullMarked;
