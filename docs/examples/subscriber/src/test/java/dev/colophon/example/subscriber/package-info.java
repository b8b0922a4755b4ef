@NullMarked
package dev.colophon.example.subscriber;

import org.jspecify.annotations.NullMarked;
