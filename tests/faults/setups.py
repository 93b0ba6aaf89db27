"""Three set-ups: a database and a broker of their own for each run, and ways to take it away."""

import shutil
import socket
import subprocess
import threading
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import amqp
import psycopg
import redis

from tests.journeys.running import free_port

SERVER = "postgres://postgres@127.0.0.1:5432"
QUEUES = ("urgent", "messages", "inbound", "documents")
REDIS_DATABASE = 13


class Proxy:
    """Between the product and a broker: takes the broker away without hurting others' use of it."""

    def __init__(self, target: int) -> None:
        self._target, self.port = target, free_port()
        self._pairs: list[socket.socket] = []
        self.open()

    def open(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, args=[self._listener], daemon=True).start()

    def close(self) -> None:
        """Refuse new connections and break those that stand."""
        for each in (self._listener, *self._pairs):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        self._pairs.clear()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._pairs += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=[one, other], daemon=True).start()

    @staticmethod
    def _pump(one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class Embedded:
    """SQLite and the filesystem broker, one worker."""

    name, workers = "sqlite", 1

    def __init__(self, folder: Path) -> None:
        self._messages = folder / "broker" / "messages"
        self.env = {"DATABASE_URL": f"sqlite:///{folder}/reprieve.sqlite3"}

    def take_broker_away(self) -> None:
        """A file stands where the folder was: nobody can write there, nor make it anew."""
        self._messages.rename(self._messages.with_name("away"))
        self._messages.touch()

    def bring_broker_back(self) -> None:
        away = self._messages.with_name("away")
        if away.exists():
            self._messages.unlink()
            away.rename(self._messages)

    def empty_broker(self) -> None:
        """All that waits in the queues is gone."""
        for file in self._messages.glob("*.msg"):
            file.unlink(missing_ok=True)

    def clean_up(self) -> None:
        shutil.rmtree(self._messages.parent, ignore_errors=True)


class OnServers:
    """PostgreSQL with Redis or RabbitMQ, two workers."""

    workers = 2

    def __init__(self, port: int, url: Callable[[int], str]) -> None:
        self._database = f"reprieve_faults_{uuid.uuid4().hex[:10]}"
        self._sql(f"create database {self._database}")
        self._proxy = Proxy(port)
        self.env = {
            "DATABASE_URL": f"{SERVER}/{self._database}",
            "BROKER_URL": url(self._proxy.port),
        }

    @staticmethod
    def _sql(statement: str) -> None:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
            connection.execute(statement)

    def take_broker_away(self) -> None:
        self._proxy.close()

    def bring_broker_back(self) -> None:
        with suppress(OSError):  # it is there
            self._proxy.open()

    def clean_up(self) -> None:
        self._proxy.close()
        self._sql(f"drop database {self._database} with (force)")


class WithRedis(OnServers):
    name = "pg-redis"

    def __init__(self, folder: Path) -> None:
        super().__init__(6379, lambda port: f"redis://127.0.0.1:{port}/{REDIS_DATABASE}")
        self.empty_broker()

    def empty_broker(self) -> None:
        with redis.Redis(db=REDIS_DATABASE) as connection:
            connection.flushdb()

    def clean_up(self) -> None:
        self.empty_broker()
        super().clean_up()


class WithRabbitMQ(OnServers):
    name = "pg-rabbit"

    def __init__(self, folder: Path) -> None:
        self._host = f"faults_{uuid.uuid4().hex[:10]}"
        self._control("add_vhost", self._host)
        self._control("set_permissions", "-p", self._host, "guest", ".*", ".*", ".*")
        super().__init__(5672, lambda port: f"amqp://guest:guest@127.0.0.1:{port}/{self._host}")

    @staticmethod
    def _control(*arguments: str) -> None:
        subprocess.run(["rabbitmqctl", "-q", *arguments], check=True)  # noqa: S607

    def empty_broker(self) -> None:
        with amqp.Connection("127.0.0.1:5672", virtual_host=self._host) as connection:
            for queue in QUEUES:
                connection.channel().queue_purge(queue)

    def clean_up(self) -> None:
        super().clean_up()
        self._control("delete_vhost", self._host)


Setup = Embedded | OnServers
SETUPS: dict[str, type[Embedded] | type[OnServers]] = {
    made.name: made for made in (Embedded, WithRabbitMQ, WithRedis)
}
