/** The words of the service: which publication, at which site, with which content, in which slot. */
@NullMarked
package dev.colophon.wordpresspublisher.publication;

import org.jspecify.annotations.NullMarked;
