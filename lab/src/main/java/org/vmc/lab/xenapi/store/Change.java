package org.vmc.lab.xenapi.store;

import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XenClass;

/** The last thing that happened to an object. */
public sealed interface Change {

    /** Class of the object. */
    XenClass type();

    /** Reference of the object. */
    Ref ref();

    /** Generation in which the object was made. */
    long created();

    /** Generation of this change. */
    long generation();

    /** It was made or changed; the row says to what. */
    record Written(Row row) implements Change {

        @Override
        public XenClass type() {
            return row.type();
        }

        @Override
        public Ref ref() {
            return row.ref();
        }

        @Override
        public long created() {
            return row.created();
        }

        @Override
        public long generation() {
            return row.modified();
        }
    }

    /** It was deleted. */
    record Deleted(XenClass type, Ref ref, long created, long generation) implements Change {}
}
