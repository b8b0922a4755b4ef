/** Who is calling: clients, their keys and roles, and which route asks for which role. */
@NullMarked
package dev.colophon.publishapi.client;

import org.jspecify.annotations.NullMarked;
