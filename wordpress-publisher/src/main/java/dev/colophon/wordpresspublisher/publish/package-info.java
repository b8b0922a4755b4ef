/** Works off what is due: claims an entry, publishes its story by the protocol, records what was seen. */
@NullMarked
package dev.colophon.wordpresspublisher.publish;

import org.jspecify.annotations.NullMarked;
