package org.vmc.vm.xen;

import java.net.HttpURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.apache.xmlrpc.client.XmlRpcClient;
import org.apache.xmlrpc.client.XmlRpcSun15HttpTransport;

/**
 * Sends a call once.
 *
 * <p>By default {@link HttpURLConnection} sends a POST a second time, silently, when the connection breaks before an
 * answer: the pool would carry a command out twice. It does not do so with a body of announced length, and looks first
 * whether a connection that is kept alive still is.
 */
final class SendingOnce extends XmlRpcSun15HttpTransport {

    /** @param sockets of connections that are encrypted */
    SendingOnce(XmlRpcClient client, SSLSocketFactory sockets) {
        super(client);
        setSSLSocketFactory(sockets);
    }

    @Override
    protected void setContentLength(int length) {
        ((HttpURLConnection) getURLConnection()).setFixedLengthStreamingMode(length);
    }
}
