# Prints what this host has done so far, every $1 seconds, until nobody reads it. Starts no program for it: what measures a
# build must not compete with it.
#
#   begin at=MILLIS source=machine|group cpus=MILLICPUS boot=ID
#   MILLIS user nice system iowait steal idle (microseconds of CPU) transfers read written received sent (bytes) memory
#
# Counters but for the memory in use, in bytes; "-" is what cannot be known here. Where several hosts share a kernel /proc
# tells of the machine: then CPU, memory and disks are those of the control group at $2, or of the one that is mounted as if
# it were the top, as in a container. The network of /proc is always the host's own.
LC_ALL=C
interval=$1 group=$2
ticks=$(getconf CLK_TCK 2>/dev/null || echo 100)
exec {never}<> <(:)

# The first line of the file $1 in $line.
first() { line=; [ -r "$1" ] && read -r line <"$1"; }
# The value of the field $2 of the file $1 in $value.
field() {
  value=
  local lines each
  [ -r "$1" ] && mapfile -t lines <"$1" || return 1
  for each in "${lines[@]}"; do
    case $each in "$2 "*) value=${each#"$2 "}; return ;; esac
  done
  return 1
}
places() { # control groups that tell of this host and no other, version 2 first
  if [ -n "$group" ]; then printf '%s\n' "$group/unified" "$group"; fi
  # The real top has no type.
  if [ -e /sys/fs/cgroup/cgroup.type ]; then echo /sys/fs/cgroup; fi
}
source=machine
while read -r place; do
  if [ -r "$place/cpu.stat" ] && field "$place/cpu.stat" usage_usec; then source=group2 top=$place; break; fi
  for controller in cpuacct cpu; do
    if [ -r "$place/$controller/cpuacct.usage_user" ]; then source=group1 top=$place; break 2; fi
  done
done < <(places)

cpus=0
mapfile -t lines </proc/stat
for each in "${lines[@]}"; do case $each in cpu[0-9]*) cpus=$((cpus + 1000)) ;; esac; done
limit() { # quota period
  if [ "${1:-max}" != max ] && [ "$1" -gt 0 ] && [ "$2" -gt 0 ]; then
    local allowed=$(($1 * 1000 / $2))
    if [ "$allowed" -lt "$cpus" ]; then cpus=$allowed; fi
  fi
}
# What a host runs may be limited in a group of its own below that.
case $source in
  group2) for each in "$top" "$top/work"; do first "$each/cpu.max" && limit $line; done ;;
  group1) for each in "$top/cpu" "$top/cpu/work"; do
      first "$each/cpu.cfs_quota_us" && quota=$line && first "$each/cpu.cfs_period_us" && limit "$quota" "$line"
    done ;;
esac
first /proc/sys/kernel/random/boot_id
printf 'begin at=%d source=%s cpus=%d boot=%s\n' "$((${EPOCHREALTIME/./} / 1000))" "${source%[12]}" "$cpus" "$line" || exit

machine_cpu() {
  read -r _ user nice system idle iowait irq softirq steal _ </proc/stat
  local unit=$((1000000 / ticks))
  cpu="$((user * unit)) $((nice * unit)) $(((system + irq + softirq) * unit)) $((iowait * unit)) $((steal * unit)) $((idle * unit))"
}
machine_memory() {
  field /proc/meminfo MemTotal: && memory=${value% kB} && field /proc/meminfo MemAvailable: &&
    memory=$(((memory - ${value% kB}) * 1024)) || memory=-
}
machine_disks() {
  local transfers=0 read=0 written=0 lines each fields
  mapfile -t lines </proc/diskstats
  for each in "${lines[@]}"; do
    fields=($each)
    # Whole disks: partitions, and what lies on disks, would be counted twice.
    case ${fields[2]} in
      nvme*p* | mmcblk*p* | mmcblk*boot*) continue ;;
      [shv]d[a-z] | [sv]d[a-z][a-z] | xvd[a-z] | nvme* | mmcblk*) ;;
      *) continue ;;
    esac
    transfers=$((transfers + fields[3] + fields[7]))
    read=$((read + fields[5] * 512))
    written=$((written + fields[9] * 512))
  done
  disks="$transfers $read $written"
}
group2() {
  local user system transfers=0 read=0 written=0 lines each word
  field "$top/cpu.stat" user_usec && user=$value && field "$top/cpu.stat" system_usec && system=$value
  cpu="$user - $system - - -"
  first "$top/memory.current"
  memory=${line:--}
  if ! [ -r "$top/io.stat" ]; then disks="- - -"; return; fi
  mapfile -t lines <"$top/io.stat"
  for each in "${lines[@]}"; do
    for word in $each; do
      case $word in
        rios=* | wios=*) transfers=$((transfers + ${word#*=})) ;;
        rbytes=*) read=$((read + ${word#*=})) ;;
        wbytes=*) written=$((written + ${word#*=})) ;;
      esac
    done
  done
  disks="$transfers $read $written"
}
group1() {
  local user system
  first "$top/$controller/cpuacct.usage_user" && user=$line && first "$top/$controller/cpuacct.usage_sys" && system=$line
  cpu="$((user / 1000)) - $((system / 1000)) - - -"
  first "$top/memory/memory.usage_in_bytes"
  memory=${line:--}
  # The controller of version 1 does not see what is written through the page cache.
  disks="- - -"
}
network() {
  local received=0 sent=0 lines each fields
  mapfile -t -s 2 lines </proc/net/dev
  for each in "${lines[@]}"; do
    fields=(${each/:/ })
    if [ "${fields[0]}" = lo ]; then continue; fi
    received=$((received + fields[1]))
    sent=$((sent + fields[9]))
  done
  traffic="$received $sent"
}
while true; do
  now=$((${EPOCHREALTIME/./} / 1000))
  case $source in
    machine) machine_cpu; machine_memory; machine_disks ;;
    *) "$source" ;;
  esac
  network
  printf '%d %s %s %s %s\n' "$now" "$cpu" "$disks" "$traffic" "$memory" || exit
  # A pause without a program for it: nothing ever comes there.
  read -r -t "$interval" -u "$never" _
done
