#!/bin/sh
# Every SSH session starts here: it moves itself into the node's throttled control group, then becomes what was asked
# for. sshd itself stays outside, so that logging in is quick however busy the node is.
for group in /run/lab/work/*/cgroup.procs; do
    if [ -w "$group" ]; then
        echo 0 >"$group"
    fi
done
if [ "${SSH_ORIGINAL_COMMAND+given}" ]; then
    command=$SSH_ORIGINAL_COMMAND
    unset SSH_ORIGINAL_COMMAND
    exec "$SHELL" -c "$command"
fi
exec "$SHELL" -l
