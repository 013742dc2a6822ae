package org.vmc.bot.commands;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.output.Block;

/**
 * One line being answered: who said it, what the cluster is to them, and where the answer goes.
 *
 * @param output takes blocks in order
 * @param asker asks the user and waits for the answer; empty when nobody is there to answer
 */
public record Turn(
        Caller caller,
        Gateway gateway,
        Consumer<Block> output,
        Function<String, Optional<String>> asker,
        Cancellation cancellation) {

    public void say(Block block) {
        output.accept(block);
    }
}
