package org.vmc.http.problem;

/**
 * One field of the input that was refused.
 *
 * @param field name as the client wrote it, dotted for nested objects ({@code lease}, {@code items[0].name});
 *     {@code body} for the request body as a whole
 * @param message what is expected, to be read after the field's name: {@code must not be blank}
 */
public record FieldError(String field, String message) {}
