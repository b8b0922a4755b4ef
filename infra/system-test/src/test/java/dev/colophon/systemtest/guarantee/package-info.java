/** What must hold, as classes: looked at while faults strike, and judged when all has healed. */
@NullMarked
package dev.colophon.systemtest.guarantee;

import org.jspecify.annotations.NullMarked;
