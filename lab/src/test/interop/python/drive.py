"""Drives a XenAPI server the way XenAPI.py does, with the XML-RPC client of Python's standard library.

python3 drive.py URL
"""

import sys
import xmlrpc.client


class Refused(Exception):
    def __init__(self, description):
        super().__init__(str(description))
        self.description = description


class Session:
    """Puts the session before every call and takes the value out of every reply."""

    def __init__(self, url):
        self.server = xmlrpc.client.ServerProxy(url)
        self.session = self.raw("session.login_with_password", "root", "lab", "1.0", "drive.py")

    def raw(self, method, *params):
        call = self.server
        for part in method.split("."):
            call = getattr(call, part)
        reply = call(*params)
        if reply["Status"] != "Success":
            raise Refused(reply["ErrorDescription"])
        return reply["Value"]

    def call(self, method, *params):
        return self.raw(method, self.session, *params)


def passed(step):
    print("passed: " + step, flush=True)


def events_until(session, token, classes, wanted):
    for _ in range(20):
        batch = session.call("event.from", classes, token, 5.0)
        token = batch["token"]
        for event in batch["events"]:
            if wanted(event):
                return event["snapshot"]
    raise AssertionError("the event never came")


def await_task(session, task):
    status = session.call("task.get_status", task)
    token = ""
    while status == "pending":
        batch = session.call("event.from", ["task/" + task], token, 5.0)
        token = batch["token"]
        status = session.call("task.get_status", task)
    assert status == "success", session.call("task.get_error_info", task)
    result = session.call("task.get_result", task)
    session.call("task.destroy", task)
    return result.replace("<value>", "").replace("</value>", "")


def main(url):
    session = Session(url)
    assert "VM.start" in session.server.system.listMethods()
    passed("connect")

    hosts = session.call("host.get_all_records")
    assert sorted(host["name_label"] for host in hosts.values()) == ["h1", "h2", "h3", "h4"]
    assert all(host["enabled"] is True for host in hosts.values())
    template = session.call("VM.get_by_name_label", "debian-12")[0]
    record = session.call("VM.get_record", template)
    assert isinstance(record["memory_static_max"], str), "64-bit integers travel as strings"
    assert isinstance(record["snapshot_time"], xmlrpc.client.DateTime)
    passed("list")

    token = session.call("event.from", ["vm"], "", 0.0)["token"]
    vm = session.call("VM.clone", template, "python")
    session.call("VM.provision", vm)
    session.call("VM.set_VCPUs_max", vm, "2")
    seen = events_until(session, token, ["vm"], lambda event: event["ref"] == vm)
    assert seen["name_label"] == "python"
    passed("watch events")

    await_task(session, session.call("Async.VM.start", vm, False, False))
    assert session.call("VM.get_power_state", vm) == "Running"
    passed("start")

    try:
        session.call("VM.resume", vm, False, False)
        raise AssertionError("not refused")
    except Refused as refused:
        assert refused.description == ["VM_BAD_POWER_STATE", vm, "suspended", "running"], refused.description
    passed("refusals and fields")

    snapshot = await_task(session, session.call("Async.VM.snapshot", vm, "before"))
    assert session.call("VM.get_snapshot_of", snapshot) == vm
    passed("snapshot")

    # Only once its tools have reported.
    events_until(
        session,
        token,
        ["vm"],
        lambda event: event["ref"] == vm and "pool_migrate" in event["snapshot"]["allowed_operations"],
    )
    source = session.call("VM.get_resident_on", vm)
    target = next(host for host in hosts if host != source)
    session.call("VM.pool_migrate", vm, target, {"live": "true"})
    assert session.call("VM.get_resident_on", vm) == target
    passed("migrate")

    session.call("VM.clean_shutdown", vm)
    assert session.call("VM.get_power_state", vm) == "Halted"
    passed("stop")

    session.call("VM.destroy", snapshot)
    session.call("VM.destroy", vm)
    session.call("session.logout")
    passed("destroy")


main(sys.argv[1])
