/** The whole pipeline under random faults and under planned restarts, with the site itself as the judge. */
@NullMarked
package dev.colophon.systemtest.storm;

import org.jspecify.annotations.NullMarked;
