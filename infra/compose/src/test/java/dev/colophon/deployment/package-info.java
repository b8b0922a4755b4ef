@NullMarked
package dev.colophon.deployment;

import org.jspecify.annotations.NullMarked;
