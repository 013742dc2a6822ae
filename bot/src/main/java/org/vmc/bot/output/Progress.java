package org.vmc.bot.output;

/**
 * Where an operation is; a later block of the same operation replaces an earlier one.
 *
 * @param operationId the operation
 * @param text one line: what it does, to what, and the step it is in
 * @param fraction 0..1
 * @param ended true for the last block of this operation
 */
public record Progress(String operationId, String text, double fraction, boolean ended) implements Block {
    public Progress {
        operationId = Printable.line(operationId);
        text = Printable.line(text);
        fraction = Math.clamp(fraction, 0, 1);
    }
}
