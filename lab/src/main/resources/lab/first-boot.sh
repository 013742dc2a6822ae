#!/bin/sh
# Carries out the first-boot configuration of a guest, which lies in /opt/vmc-lab/first-boot.d as files of data. Runs
# inside the guest. A step that fails is logged, and the next one follows.
#
# Usage: first-boot init   before sshd: bootcmd at every boot; files, users, keys and time zone at the first one
#        first-boot final  beside sshd, at the first boot: deferred files, runcmd, the script that is the user-data
set -u
umask 022

plan=/opt/vmc-lab/first-boot.d
state=/var/lib/cloud
log=/var/log/cloud-init.log
output=/var/log/cloud-init-output.log

say() {
    printf '%s - %s\n' "$(date '+%Y-%m-%d %H:%M:%S')" "$*" >>"$log"
}

# step NAME PROGRAM [ARGUMENT...]
step() {
    step=$1
    shift
    if "$@" >>"$output" 2>&1 </dev/null; then
        say "$step: done"
    else
        say "$step: FAILED with status $?, see $output"
    fi
}

script() {
    [ ! -e "$plan/$1" ] || step "$1" run_script "$1"
}

# A copy in the guest's own files, because the plan is replaced at the next start while this may still run.
run_script() {
    mkdir -p "$state/scripts" && cp "$plan/$1" "$state/scripts/$1" && chmod 700 "$state/scripts/$1" || return
    cd / && "$state/scripts/$1"
}

# add_lines FILE LINES-FILE: adds the lines that are not in FILE yet.
add_lines() {
    while IFS= read -r line; do
        grep -qxF -e "$line" "$1" 2>/dev/null || printf '%s\n' "$line" >>"$1"
    done <"$2"
}

# authorize HOME OWNER KEYS-FILE
authorize() {
    [ -s "$3" ] || return 0
    mkdir -p "$1/.ssh" &&
        add_lines "$1/.ssh/authorized_keys" "$3" &&
        chmod 700 "$1/.ssh" &&
        chmod 600 "$1/.ssh/authorized_keys" &&
        chown -R "$2" "$1/.ssh"
}

write_file() {
    path=$(cat "$1/path")
    mkdir -p "$(dirname "$path")" || return
    if [ -e "$1/append" ]; then
        cat "$1/content" >>"$path" || return
    else
        cat "$1/content" >"$path" || return
    fi
    chown "$(cat "$1/owner")" "$path" && chmod "$(cat "$1/permissions")" "$path"
}

write_files() {
    for entry in "$plan/$1"/*; do
        [ ! -d "$entry" ] || step "write_files: $(cat "$entry/path")" write_file "$entry"
    done
}

add_user() {
    name=$(cat "$1/name")
    shell=$(cat "$1/shell")
    if ! id "$name"; then
        # "*" instead of "!": no password opens the account, but it is not locked, which sshd would respect.
        useradd --create-home --user-group --password '*' --shell "$shell" --comment "$(cat "$1/gecos")" "$name" ||
            return
    fi
    for group in $(tr , ' ' <"$1/groups"); do
        getent group "$group" || groupadd "$group"
        usermod --append --groups "$group" "$name" || return
    done
    if [ -s "$1/sudoers" ]; then
        mkdir -p /etc/sudoers.d
        add_lines /etc/sudoers.d/90-cloud-init-users "$1/sudoers"
        chmod 440 /etc/sudoers.d/90-cloud-init-users
    fi
    authorize "$(getent passwd "$name" | cut -d: -f6)" "$name:" "$1/keys"
}

add_users() {
    for entry in "$plan/users"/*; do
        [ ! -d "$entry" ] || step "users: $(cat "$entry/name")" add_user "$entry"
    done
}

set_timezone() {
    zone=$(cat "$plan/timezone")
    [ -f "/usr/share/zoneinfo/$zone" ] || return
    ln -sfn "/usr/share/zoneinfo/$zone" /etc/localtime && printf '%s\n' "$zone" >/etc/timezone
}

first_time() {
    [ "$(cat "$state/instance-id" 2>/dev/null)" != "$(cat "$plan/instance-id")" ]
}

init() {
    script bootcmd
    first_time || return 0
    say "first boot of instance $(cat "$plan/instance-id")"
    while IFS= read -r note; do
        say "$note"
    done <"$plan/notes"
    write_files files
    add_users
    step ssh_authorized_keys authorize /root root:root "$plan/keys"
    [ ! -e "$plan/timezone" ] || step timezone set_timezone
}

final() {
    first_time || return 0
    # Noted before the commands run: one that restarts the guest must not run again.
    cp "$plan/instance-id" "$state/instance-id"
    write_files deferred-files
    script runcmd
    script script
    say "first boot has finished"
    date >"$state/instance/boot-finished"
}

mkdir -p "$state/instance" "$state/seed/nocloud"
cp "$plan/user-data" "$plan/meta-data" "$state/seed/nocloud/"
chmod 700 "$state/seed/nocloud"
case $1 in
init) init ;;
final) final ;;
*)
    echo "first-boot: unknown argument $1" >&2
    exit 2
    ;;
esac
