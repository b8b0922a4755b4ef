/** Images that clients hand in with their bytes: kept until the stories that name them are published. */
@NullMarked
package dev.colophon.publishapi.upload;

import org.jspecify.annotations.NullMarked;
