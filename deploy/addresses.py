"""Where the sandbox listens, what others type to reach it, and whether its ports are free."""

import errno
import socket
from collections.abc import Mapping
from dataclasses import dataclass

EVERYWHERE = "0.0.0.0"  # noqa: S104 (only where the person asks for it)


class Unusable(Exception):
    """Says what is wrong with the addresses asked for, and what to type instead."""


@dataclass(frozen=True)
class Addresses:
    """The web's and the simulator's place on this machine."""

    host: str
    port: int
    simulator_port: int

    @property
    def near(self) -> str:
        """The name by which this machine reaches itself."""
        return "127.0.0.1" if self.host == EVERYWHERE else self.host

    @property
    def far(self) -> str:
        """The name by which a phone on the same network reaches this machine."""
        return lan_address() if self.host == EVERYWHERE else self.host

    def check(self) -> None:
        """Raise Unusable where a port cannot be had."""
        if self.port == self.simulator_port:
            raise Unusable(f"PORT and SIMULATOR_PORT are both {self.port}: they need one each.")
        wanted = {"PORT": self.port, "SIMULATOR_PORT": self.simulator_port}
        taken = {name: port for name, port in wanted.items() if not is_free(self.host, port)}
        if not taken:
            return
        which = " and ".join(f"{port} ({name})" for name, port in taken.items())
        instead = " ".join(f"{name}={self._free_after(port)}" for name, port in taken.items())
        raise Unusable(
            f"In use already on {self.host}: port {which}. Stop what runs there, or type:\n\n"
            f"    {instead} make run"
        )

    def _free_after(self, port: int) -> int:
        ours = (self.port, self.simulator_port)
        later = (n for n in range(port + 1, 65536) if n not in ours and is_free(self.host, n))
        return next(later, port)


def read(environ: Mapping[str, str]) -> Addresses:
    """HOST, PORT and SIMULATOR_PORT, or Unusable."""
    return Addresses(
        environ.get("HOST") or "127.0.0.1",
        _port(environ, "PORT", 8000),
        _port(environ, "SIMULATOR_PORT", 8025),
    )


def _port(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name) or str(default)
    if value.isascii() and value.isdigit() and 0 < int(value) < 65536:
        return int(value)
    raise Unusable(f"{name}={value} is not a port. Type a number, say {name}={default} make run")


def is_free(host: str, port: int) -> bool:
    """Whether a server may listen there; Unusable where none ever could."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As servers do: a connection that only just closed is no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            if error.errno == errno.EACCES:
                raise Unusable(f"Port {port} is for root only: take one above 1023.") from error
            raise Unusable(
                f"HOST={host} is not an address of this machine. Type HOST={EVERYWHERE} make run "
                "for all of them, or leave HOST out to stay on this machine."
            ) from error
    return True


def lan_address() -> str:
    """This machine's address on its network; its own loopback where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: chooses a way, sends nothing
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
