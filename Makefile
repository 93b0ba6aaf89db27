# Everything a newcomer types. Each target makes .venv and installs what it needs first.
.PHONY: help run test check faults

help:
	@echo "make run     try Reprieve: invented patients, simulated phones, all data under var/"
	@echo "             PORT=8001  SIMULATOR_PORT=8026  other ports than 8000 and 8025"
	@echo "             HOST=0.0.0.0  lets a phone on the same network follow the QR code"
	@echo "             SERVE=0  prepares everything and starts nothing"
	@echo "make test    all tests; ARGS=\"-k relief\" chooses, CHROMIUM=/path names the browser"
	@echo "make fuzz    100,000 sets of facts through the scoring core; COUNT=, SEED="
	@echo "make messages  gathers what patients see for translation, and compiles the Spanish"
	@echo "make check   format, lint, types, missing migrations, deployment checks"

run:
	@echo "Reprieve's sandbox: invented patients and simulated phones, nothing leaves this machine."
	@echo "It keeps packages in .venv, data in var/, paper in out/, and says what it installs."
	@deploy/setup.sh run
	@.venv/bin/python deploy/run.py

test:
	@deploy/setup.sh test
	@deploy/test.sh $(ARGS)

# What a deployment must set, with throwaway values.
DEPLOYED = env -u TWILIO_BASE_URL SANDBOX=0 PUBLIC_URL=https://reprieve.example \
	SECRET_KEY=$$(.venv/bin/python -c 'import secrets; print(secrets.token_hex(32))') \
	TWILIO_ACCOUNT_SID=AC00000000000000000000000000000000 TWILIO_AUTH_TOKEN=throwaway \
	TWILIO_FROM=+15550100100

check:
	@deploy/setup.sh test
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	SANDBOX=1 .venv/bin/python manage.py makemigrations --check --dry-run
	@echo "manage.py check --deploy, with a deployment's settings"
	@$(DEPLOYED) .venv/bin/python manage.py check --deploy --fail-level WARNING

# Holds what we post to Twilio against its own OpenAPI description, SPEC=FILE.
.PHONY: contract
contract:
	@deploy/setup.sh test
	@.venv/bin/python tests/contract/check_openapi.py $(SPEC)

# Kills real processes and counts: nothing lost, nothing sent twice. A seed takes three minutes a
# set-up; pg-rabbit and pg-redis want their servers on the usual ports (deploy/services.sh).
# ONLY=2,12 chooses faults by the numbers of docs/faults.md.
SEEDS ?= 1
SETUPS ?= sqlite
faults:
	@deploy/setup.sh test
	@.venv/bin/python -m tests.faults --seeds $(SEEDS) --setups $(SETUPS) $(if $(ONLY),--only $(ONLY))

# Measures the product against floors, a few minutes; docs/bench.md says what. BENCH_ROWS=100000
# for fewer check-ins, BENCH_POSTGRES=URL of a server where a database may be made and dropped.
.PHONY: bench
bench:
	@deploy/setup.sh test
	@.venv/bin/python -m bench

# Facts made from the contract, each judged by what must always hold; SEED= other cases,
# COUNT= fewer or more. A case that fails is printed with its number.
COUNT ?= 100000
SEED ?= 1
.PHONY: fuzz
fuzz:
	@deploy/setup.sh test
	@.venv/bin/python -m tests.intake.fuzz --count $(COUNT) --seed $(SEED)

# Every sentence a patient may see, into locale/; says which have no Spanish yet.
.PHONY: messages
messages:
	@deploy/setup.sh test
	@.venv/bin/python -m deploy.messages
