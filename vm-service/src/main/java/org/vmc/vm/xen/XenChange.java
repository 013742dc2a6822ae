package org.vmc.vm.xen;

/** One thing that happened to an object of a pool. */
public sealed interface XenChange {

    /** Reference of the object in its pool. */
    String reference();

    /**
     * When it happened, in the pool's own count: of two changes of an object the greater is the later. 0 is unknown.
     */
    long generation();

    /** The object exists and looks like this now; sent for a new object and for a changed one alike. */
    record Seen(XenObject object, long generation) implements XenChange {

        @Override
        public String reference() {
            return object.reference();
        }
    }

    /** The object is gone. */
    record Gone(String reference, long generation) implements XenChange {}
}
