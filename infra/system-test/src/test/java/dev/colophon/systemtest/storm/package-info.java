/** The whole pipeline under random faults, with the site itself as the judge. */
@NullMarked
package dev.colophon.systemtest.storm;

import org.jspecify.annotations.NullMarked;
