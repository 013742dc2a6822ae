package org.vmc.bot.commands;

/** What a command does to the cluster. */
public enum Effect {
    /** Nothing. */
    READ,
    /** Changes something; takes {@code dry-run:true}. */
    CHANGE,
    /** Loses something for good; also wants a confirmation. */
    DESTROY
}
