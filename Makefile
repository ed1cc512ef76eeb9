# The few commands of this project. `make help` lists them.
#
# A fresh Debian or Ubuntu machine needs Go >= 1.26, Node >= 20, git and make; what else `make test` needs (PostgreSQL's
# binaries, Chromium) it installs where it may, and names the one command where it may not.

export GOTOOLCHAIN = local
GO     = go
BINARY = bin/payung
DATA  ?= data
TOOL   = $(GO) tool -modfile=tools/go.mod

# Tests and checks never change go.mod.
test check vet lint bench fresh: export GOFLAGS = -mod=readonly

.PHONY: bench-province help run build test unit race check fmt vet lint vuln generate fresh bench bench-link e2e fault web postgres chromium clean
.DEFAULT_GOAL := help

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build and serve on this machine, with a sample government at the first start
	./$(BINARY) serve --data $(DATA) --demo

build: web ## build bin/payung, one file with everything in it
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o $(BINARY) ./cmd/payung

test: web postgres fresh vet ## all tests, on SQLite and PostgreSQL, and in the browser
	$(GO) run ./test/pgcluster run $(GO) test -timeout 15m ./...
	@$(MAKE) --no-print-directory e2e

unit: ## the Go tests alone; PKG=./money/... for some of them
	$(GO) test $(or $(PKG),./...)

race: postgres ## the Go tests under the race detector
	$(GO) run ./test/pgcluster run $(GO) test -race -timeout 30m $(or $(PKG),./...)

check: fmt vet lint test ## all that must hold before a change goes in

fmt: ## complain about files that gofumpt would change
	@changed=$$(git ls-files -co --exclude-standard '*.go' | grep -v '_templ\.go$$' | xargs $(TOOL) gofumpt -l); \
	if [ -n "$$changed" ]; then echo "not formatted (run gofumpt -w):"; echo "$$changed"; exit 1; fi

vet: ## go vet
	$(GO) vet ./...

lint: ## golangci-lint with .golangci.yml; the first run builds it, which takes minutes
	$(TOOL) golangci-lint run ./...

vuln: ## known vulnerabilities in what the program calls; VULNDB=file:///… for a local database
	$(TOOL) govulncheck $(if $(VULNDB),-db $(VULNDB)) ./...

generate: ## write the Go code of the pages
	$(GO) generate ./internal/door/...

fresh: ## fail where the Go code of the pages is not what templ makes of them
	@sh tools/fresh.sh

bench: postgres ## benchmarks; PKG=./linkage/... for some of them
	$(GO) run ./test/pgcluster run $(GO) test -run '^$$' -bench . -benchmem $(or $(PKG),./...)

bench-province: build ## cost at three sizes, pages, and writes beside an import; SAMPLE=folder that demo --size provinsi wrote
	@test -n "$(SAMPLE)" || { echo "first: ./$(BINARY) demo --out FOLDER --size provinsi; then SAMPLE=FOLDER" >&2; exit 2; }
	$(GO) run ./test/load grow --sample $(SAMPLE) --binary $(BINARY)
	$(GO) run ./test/load writes --sample $(SAMPLE) --binary $(BINARY)

bench-link: export GOFLAGS = -mod=readonly
bench-link: postgres ## record linkage against its targets and peers; QUICK=1 for one size, PYTHON=… that has Splink, OUT=folder
	$(GO) run ./test/pgcluster run $(GO) run ./bench/linkrun $(if $(QUICK),--quick) $(if $(OUT),--out $(OUT))

e2e: build chromium ## journeys, pictures and accessibility in a real browser
	npm run --if-present e2e

e2e-kabupaten: build chromium ## a whole regency through the browser from an empty server, against the answer key; minutes
	npm run e2e:kabupaten

fault: build postgres ## kill -9 at random moments; KILLS=1000 for more
	PAYUNG_BINARY=$(CURDIR)/$(BINARY) $(GO) run ./test/pgcluster run $(GO) test -count=1 -timeout 60m -v ./test/fault $(if $(KILLS),-args -kills $(KILLS))

web: node_modules/.package-lock.json ## styles, font and scripts, under the embedded assets
	npm run --silent build

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --silent
	@touch $@

postgres:
	@test/pgcluster/get.sh

chromium:
	@sh tools/chromium.sh

clean: ## remove what was built
	rm -rf bin node_modules internal/door/web/assets/dist/*
