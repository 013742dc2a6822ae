package org.vmc.bot.vm;

/** The bot's view of a disk. */
record DiskView(String name, String storage, long sizeBytes, long usedBytes, String device, boolean bootable) {}
