package org.vmc.lab.xenapi.handler;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A connection that carries bytes both ways. Reading and writing may go on in two threads.
 *
 * @param input what the client sends; ends when it closes
 * @param output what the client gets; every write goes out at once, closing it closes the connection
 */
public record Duplex(InputStream input, OutputStream output) {}
