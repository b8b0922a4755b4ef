package dev.colophon.wordpresspublisher.wordpress;

import dev.colophon.wordpresspublisher.protocol.Problem;
import dev.colophon.wordpresspublisher.protocol.WordPressFailure;
import tools.jackson.databind.JsonNode;

/** What an answer turned out to be. */
sealed interface Reading {

    /** Success, in JSON. Its fields are still to be checked. */
    record Yes(JsonNode json) implements Reading {}

    /** Proof that there is no such post, and no proxy's guess. */
    record NoSuchPost() implements Reading {}

    /** The term is there already, under this id. */
    record TermExists(long id) implements Reading {}

    /** The term that another was to stand under is not there. */
    record NoSuchTerm(Problem problem) implements Reading {}

    /** Our own plugin's word, other than yes. */
    record ByCompanion(String code, JsonNode data, Problem problem) implements Reading {}

    /** Refused for good or for lack of rights: which of them, only a look at our own account tells. */
    record Refused(WordPressFailure failure) implements Reading {}

    /** Anything else. */
    record Trouble(WordPressFailure failure) implements Reading {}
}
