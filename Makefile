# The commands of the house. What they do stands in scripts/.

.PHONY: help run test check e2e nightly screenshots bench release

help: ## this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 20

run: ## the demo: server, broker, locker banks and mail box on this machine, nothing kept
	@scripts/setup run
	@cargo run -p site
	@cargo run -p server --bin cloakroom -- demo $(ARGS)

test: ## the whole proof: lints, tests on both databases and brokers, journeys in a browser
	@scripts/test

check: ## formatting, lints and the links of the documentation only; builds nothing that runs
	@scripts/test lint

e2e: ## the journeys in a browser only; WORDS="custody" chooses
	@scripts/test e2e $(WORDS)

nightly: ## the long forms of the tests, for a night; WORDS="seeds deaths" chooses
	@scripts/nightly $(WORDS)

screenshots: ## takes the pictures of the documentation anew, and one of every step of every flow
	@scripts/screenshots

bench: ## measures speed and size and prints them as ratios
	@scripts/bench

release: ## one program with the whole site in it: target/release/cloakroom
	@scripts/release
