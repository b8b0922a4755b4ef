/** How to reach a site: its address and credentials, and whether it is suspended. */
@NullMarked
package dev.colophon.wordpresspublisher.site;

import org.jspecify.annotations.NullMarked;
