/** Stories as files hold them: Markdown or HTML with front matter, and WordPress export files. */
@NullMarked
package dev.colophon.local.story;

import org.jspecify.annotations.NullMarked;
