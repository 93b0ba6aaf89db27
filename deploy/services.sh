#!/bin/bash
# PostgreSQL and RabbitMQ on their usual ports, for the tests that want real ones: those that
# answer are used, else Debian's are installed and started as their own users. Prints DATABASE_URL
# and BROKER_URLS (Redis too, where it answers), for a shell to read.
set -euo pipefail

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

wait_for() {
    for _ in $(seq 60); do answers "$1" && return; sleep 1; done
    echo "Nothing answers on port $1." >&2
    exit 1
}

install() {
    [ "$(id -u)" = 0 ] || { echo "Nothing answers on port $2. Type: sudo apt-get install -y $1" >&2; exit 1; }
    echo "Installing and starting Debian's $1." >&2
    export DEBIAN_FRONTEND=noninteractive
    { apt-get install -y "$1" || { apt-get update && apt-get install -y "$1"; }; } >/dev/null 2>&1
}

if ! answers 5432; then
    install postgresql 5432
    pg_ctlcluster --skip-systemctl-redirect "$(ls /etc/postgresql)" main start >&2 || true
    wait_for 5432
fi
if ! answers 5672; then
    install rabbitmq-server 5672
    answers 5672 || rabbitmq-server -detached >&2
    wait_for 5672
fi

# Where the server trusts local connections its superuser will do; else one is made for the tests.
url=postgres://postgres@127.0.0.1/postgres
if ! .venv/bin/python -c "import psycopg; psycopg.connect('$url', connect_timeout=3)" 2>/dev/null; then
    url=postgres://reprieve_tests:reprieve_tests@127.0.0.1/postgres
    role="create role reprieve_tests superuser login password 'reprieve_tests'"
    su postgres -c "psql -qc \"$role\"" >&2 2>/dev/null || true
fi
echo "DATABASE_URL=$url"
brokers='amqp://guest:guest@127.0.0.1//'
if answers 6379; then brokers="$brokers redis://127.0.0.1/9"; fi
echo "BROKER_URLS='$brokers'"
