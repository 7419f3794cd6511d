"""Runs Synapse as a child that never outlives its parent and never shares its data folder.

Usage: run_homeserver.py LOCK_FILE PARENT_PID PORT CONFIG_FILE

A homeserver left behind by a killed parent would hold the port and the database, and a second one on the same database
would corrupt the school. So the kernel is asked to end us with our parent, and a lock that the kernel frees with the
process is held for as long as we live.
"""

import ctypes
import fcntl
import json
import os
import signal
import sys
import threading
import time

ALREADY_RUNNING = 75
LOCK_WAIT_SECONDS = 15
SHUTDOWN_SECONDS = 15
PR_SET_PDEATHSIG = 1


def take_lock(path: str, parent: int, port: int) -> None:
    """Waits a while: the homeserver of a parent that was just killed is on its way out."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = read_holder(path)
            if time.monotonic() > deadline or is_alive(holder.get("parent")):
                sys.exit(ALREADY_RUNNING)
            time.sleep(0.05)
    os.ftruncate(lock, 0)
    os.pwrite(lock, json.dumps({"pid": os.getpid(), "parent": parent, "port": port}).encode(), 0)


def read_holder(path: str) -> dict:
    try:
        with open(path, encoding="utf8") as file:
            return json.load(file)
    except ValueError:
        return {}


def is_alive(pid) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def die_with(parent: int) -> None:
    """Linux tells us at once; the watch is for other systems and for a shutdown that hangs."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit(1)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(SHUTDOWN_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    lock_file, parent, port, config = sys.argv[1:5]
    # The terminal's Ctrl-C reaches the whole group: our parent decides in which order things stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    die_with(int(parent))
    take_lock(lock_file, int(parent), int(port))

    from synapse.app import homeserver

    sys.argv = ["homeserver", "--config-path", config]
    homeserver.main()


if __name__ == "__main__":
    main()
