#!/bin/sh
# Prints what this host (with its guests) or guest uses and may use, one NAME=NUMBER a line, from the control groups at
# /run/lab/metrics: top, iostat and sar show the whole machine. A figure that has no limit or no controller is left out.
#
#   cpu_usage_nanos       CPU time used so far
#   cpu_throttled_nanos   time its work had to wait for the limit so far
#   cpu_limit_millicpus   1000 is one CPU
#   memory_usage_bytes    including the page cache
#   memory_limit_bytes
set -eu
cd /run/lab/metrics

# The CPU limit of a host is that of its work.
in_work() {
    if [ -e "$1/work/$2" ]; then
        cat "$1/work/$2"
    elif [ -e "$1/$2" ]; then
        cat "$1/$2"
    fi
}

field() {
    in_work "$1" cpu.stat | sed -n "s/^$2 //p"
}

show() {
    case $2 in
    '' | max | -*) ;;
    *) echo "$1=$2" ;;
    esac
}

if [ -d unified ]; then
    show cpu_usage_nanos "$(sed -n 's/^usage_usec \(.*\)/\1000/p' unified/cpu.stat)"
    show cpu_throttled_nanos "$(field unified throttled_usec | sed 's/$/000/')"
    limit=$(in_work unified cpu.max)
    case $limit in
    '' | max*) ;;
    *) show cpu_limit_millicpus "$((${limit% *} * 1000 / ${limit#* }))" ;;
    esac
    show memory_usage_bytes "$(cat unified/memory.current)"
    show memory_limit_bytes "$(cat unified/memory.max)"
    exit
fi
show cpu_usage_nanos "$(cat cpuacct/cpuacct.usage 2>/dev/null || cat cpu/cpuacct.usage)"
show cpu_throttled_nanos "$(field cpu throttled_time)"
quota=$(in_work cpu cpu.cfs_quota_us)
if [ "$quota" -gt 0 ]; then
    show cpu_limit_millicpus "$((quota * 1000 / $(in_work cpu cpu.cfs_period_us)))"
fi
if [ -d memory ]; then
    show memory_usage_bytes "$(cat memory/memory.usage_in_bytes)"
    limit=$(cat memory/memory.limit_in_bytes)
    # No limit is written as the largest number of pages.
    [ "${#limit}" -ge 18 ] || show memory_limit_bytes "$limit"
fi
