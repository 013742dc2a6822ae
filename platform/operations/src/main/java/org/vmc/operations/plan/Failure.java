package org.vmc.operations.plan;

/**
 * Why an operation did not succeed, in the words of RFC 9457.
 *
 * @param type problem type URI
 * @param title short name of the problem
 * @param status HTTP status the problem would have as an answer
 * @param detail what was attempted, where, why it failed and what to do
 */
public record Failure(String type, String title, int status, String detail) {}
