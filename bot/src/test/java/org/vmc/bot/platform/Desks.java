package org.vmc.bot.platform;

import jakarta.enterprise.context.Dependent;
import org.vmc.bot.chat.Commands;
import org.vmc.bot.chat.LineThreads;
import org.vmc.bot.gateway.Gateways;

/** Makes further desks on the same database, as a bot that is started again has one. */
@Dependent
public class Desks {

    private final Commands commands;
    private final ChatUsers users;
    private final Gateways gateways;
    private final Deliveries deliveries;
    private final LiveRows rows;
    private final ChatConfig config;

    Desks(
            Commands commands,
            ChatUsers users,
            Gateways gateways,
            Deliveries deliveries,
            LiveRows rows,
            ChatConfig config) {
        this.commands = commands;
        this.users = users;
        this.gateways = gateways;
        this.deliveries = deliveries;
        this.rows = rows;
        this.config = config;
    }

    /** @param threads ended by whoever gives them: with them ends all that the desk does */
    public ChatDesk with(LineThreads threads) {
        return new ChatDesk(commands, users, gateways, deliveries, rows, config, threads);
    }
}
