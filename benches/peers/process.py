"""Programs that are started, measured and stopped."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass

# Seconds that a server has to come up, or to go down by itself.
PATIENCE = 600


class Failed(Exception):
    """A program did not do what it was asked."""


@dataclass
class Cost:
    """What a program took that ran to its end."""

    seconds: float
    # The most memory at once, in bytes.
    peak: int


def run(command, **options):
    """Runs a program to its end; Failed with what it said if it did not succeed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{command[0]}: exit code {done.returncode}: {(done.stderr or done.stdout).strip()[-600:]}")
    return done.stdout


def cost(command, env=None):
    """Runs a program to its end, and gives what it took; its children, if it waits for them, are counted."""
    begun = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    child = subprocess.Popen([str(part) for part in command], env=env, **quiet)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise Failed(f"{command[0]}: exit code {child.returncode}")
    return Cost(seconds, used.ru_maxrss * 1024)


def free_port():
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A program that runs until it is stopped; used with `with`."""

    def __init__(self, command, log, port, **options):
        self.log = log
        self.port = port
        with open(log, "wb") as out:
            # Of a group of its own, so that whatever it starts ends with it.
            self.child = subprocess.Popen(
                [str(part) for part in command], stdout=out, stderr=subprocess.STDOUT, start_new_session=True, **options
            )

    def __enter__(self):
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def wait(self):
        """Until something listens."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.child.poll() is not None:
                raise Failed(f"{self.child.args[0]} ended with {self.child.returncode}: {self.said()}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise Failed(f"{self.child.args[0]} did not listen within {PATIENCE} s: {self.said()}")

    def said(self):
        """The end of what it wrote."""
        return self.log.read_text(errors="replace").strip()[-600:]

    def stop(self):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self.child.poll() is None:
                os.killpg(self.child.pid, sign)
                try:
                    self.child.wait(timeout=20)
                except subprocess.TimeoutExpired:
                    continue
