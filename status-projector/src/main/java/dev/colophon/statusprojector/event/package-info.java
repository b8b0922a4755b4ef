/** What the world is told: public events for each change of a publication's state, and its latest status. */
@NullMarked
package dev.colophon.statusprojector.event;

import org.jspecify.annotations.NullMarked;
