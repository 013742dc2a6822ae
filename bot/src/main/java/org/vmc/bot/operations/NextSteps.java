package org.vmc.bot.operations;

import java.util.List;

/** What is useful to say after an operation has succeeded; may show what came of it first. */
@FunctionalInterface
public interface NextSteps {
    List<String> after(OperationView operation);
}
