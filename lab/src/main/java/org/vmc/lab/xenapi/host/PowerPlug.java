package org.vmc.lab.xenapi.host;

/** The power of what runs behind a host. Both calls may block. */
public interface PowerPlug {

    /** There is nothing behind the hosts. */
    PowerPlug NONE = new PowerPlug() {
        @Override
        public void off(String host) {}

        @Override
        public void on(String host) {}
    };

    /** Takes the power of the host with a name away. */
    void off(String host);

    /** Gives it back; answers when the host is up. */
    void on(String host);
}
