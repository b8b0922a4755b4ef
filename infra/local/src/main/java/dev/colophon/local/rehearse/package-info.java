/** Takes a test story along the whole road and back, and keeps the proof of it. */
@NullMarked
package dev.colophon.local.rehearse;

import org.jspecify.annotations.NullMarked;
