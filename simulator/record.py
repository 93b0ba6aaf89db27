"""The carrier's own record in its own SQLite file: texts, requests seen, webhooks sent, blocks."""

# ruff: noqa: S608 - tables and columns are named in this package; values are always bound

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_SCHEMA = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, phone TEXT NOT NULL,
    direction TEXT NOT NULL, "to" TEXT NOT NULL, "from" TEXT, messaging_service_sid TEXT,
    body TEXT NOT NULL, num_segments INTEGER NOT NULL, length INTEGER NOT NULL,
    status TEXT NOT NULL, error_code INTEGER, status_callback TEXT, validity_period TEXT,
    date_created TEXT NOT NULL, date_updated TEXT NOT NULL, date_sent TEXT, shown_at TEXT
);
CREATE INDEX IF NOT EXISTS message_by_phone ON message (phone, id);
CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, method TEXT NOT NULL, path TEXT NOT NULL,
    "to" TEXT, body TEXT, fault TEXT, answered INTEGER, code INTEGER, sid TEXT, form TEXT
);
CREATE TABLE IF NOT EXISTS webhook (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, sid TEXT NOT NULL, phone TEXT NOT NULL,
    status TEXT NOT NULL, url TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, answered INTEGER
);
CREATE INDEX IF NOT EXISTS webhook_by_sid ON webhook (sid);
CREATE TABLE IF NOT EXISTS blocked (phone TEXT PRIMARY KEY);
"""


def now() -> str:
    """The real time, in UTC, as the record stores it: texts of it sort by time."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Record:
    """Every write is one statement and its own transaction, so a kill loses nothing accepted."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=20)
        self._db.row_factory = sqlite3.Row
        self._db.executescript(_SCHEMA)
        if not self.rows("SELECT 1 FROM pragma_table_info('attempt') WHERE name = 'form'"):
            self._db.execute("ALTER TABLE attempt ADD COLUMN form TEXT")  # an older record

    def rows(self, sql: str, *values: object) -> list[Row]:
        return [dict(row) for row in self._db.execute(sql, values)]

    def add(self, table: str, values: Mapping[str, object]) -> int:
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        return int(self._db.execute(sql, list(values.values())).lastrowid or 0)

    def change(self, table: str, key: int, values: Mapping[str, object]) -> None:
        names = ", ".join(f'"{name}" = ?' for name in values)
        self._db.execute(f"UPDATE {table} SET {names} WHERE id = ?", [*values.values(), key])

    def message(self, sid: str) -> Row | None:
        return next(iter(self.rows("SELECT * FROM message WHERE sid = ?", sid)), None)

    def find(self, filters: list[tuple[str, str]], after: str | None, limit: int) -> list[Row]:
        """Texts newest first, those that meet every (SQL condition, value), older than `after`."""
        conditions, values = ["1"], []
        for condition, value in filters:
            conditions.append(condition)
            values.append(value)
        if after:
            conditions.append("id < (SELECT id FROM message WHERE sid = ?)")
            values.append(after)
        where = " AND ".join(conditions)
        return self.rows(
            f"SELECT * FROM message WHERE {where} ORDER BY id DESC LIMIT {limit}", *values
        )

    def phones(self, limit: int) -> list[str]:
        """The numbers that had a text, most recent first."""
        sql = "SELECT phone FROM message GROUP BY phone ORDER BY max(id) DESC LIMIT ?"
        return [row["phone"] for row in self.rows(sql, limit)]

    def thread(self, phone: str, limit: int) -> list[Row]:
        """The newest texts of one phone, oldest first, each with its last webhook's answer."""
        webhook = "(SELECT answered FROM webhook w WHERE w.sid = m.sid ORDER BY id DESC LIMIT 1)"
        sql = f"""SELECT *, {webhook} AS answered FROM message m
            WHERE phone = ? AND shown_at IS NOT NULL ORDER BY id DESC LIMIT ?"""
        return self.rows(sql, phone, limit)[::-1]

    def last_sent(self, phone: str) -> Row | None:
        sql = """SELECT * FROM message WHERE phone = ? AND direction != 'inbound'
            ORDER BY id DESC LIMIT 1"""
        return next(iter(self.rows(sql, phone)), None)

    def is_blocked(self, phone: str) -> bool:
        return bool(self.rows("SELECT 1 FROM blocked WHERE phone = ?", phone))

    def block(self, phone: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO blocked VALUES (?)", [phone])

    def unblock(self, phone: str) -> None:
        self._db.execute("DELETE FROM blocked WHERE phone = ?", [phone])

    def everything(self, phone: str | None) -> dict[str, list[Row]]:
        """The whole record, or one phone's, oldest first: what tests and `play` read."""
        columns = {"message": "phone", "attempt": '"to"', "webhook": "phone"}
        return {
            f"{table}s": self.rows(
                f"SELECT * FROM {table} WHERE ?1 IS NULL OR {column} = ?1 ORDER BY id", phone
            )
            for table, column in columns.items()
        }
