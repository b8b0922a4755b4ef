package dev.colophon.publishapi.operations;

import tools.jackson.databind.JsonNode;

/** What came of asking another service. */
public sealed interface OperationsAnswer {

    /** What it told. */
    record Told(JsonNode body) implements OperationsAnswer {}

    /**
     * It refused, for a reason of its own.
     *
     * @param code stable, explained in docs/operations
     */
    record Refused(int status, String code, String detail) implements OperationsAnswer {}

    /**
     * It was not asked, or nothing can be said of its answer: what was asked to be done may or may not have been done.
     *
     * @param why in words that hold neither address nor key
     */
    record Silent(String why) implements OperationsAnswer {}
}
