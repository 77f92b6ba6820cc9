# zhida: build, run, test, measure. Read from top to bottom.
#
#   make run      installs what is missing, builds, starts the sample district
#   make test     installs what is missing, builds with sanitizers too, runs every test
#   make tsan     the threads under ThreadSanitizer, longer than make test has them
#   make bench    runs every benchmark, writes build/bench.json
#   make          builds build/zhida
#   make reference   writes the pages of dsl/reference anew
#   make month    a district for a month in simulated time: 10,000 cases, judged by their events
#   make days     each role's day in the browser, two languages, desktop and phone, every page held against axe
#   make fuzz     libFuzzer over every decoder, scanner, parser and image, FUZZ_SECONDS each
#   make lint     clang-format, clang-tidy, cppcheck, the arrows between the rooms

SHELL := /bin/bash
B ?= build# where a build goes; the sanitizer build uses build/san
G := build/gen# generated sources, shared by all builds

CC := gcc
WARN := -Wall -Wextra -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wvla -Werror
OPT ?= -O2 -g
CFLAGS = -std=c11 -D_GNU_SOURCE -I. -I$(G) -isystem /usr/include/libxml2 $(OPT) $(WARN) -MMD -MP
LIBS := -lwebsockets -lcurl -lsqlite3 -lmbedcrypto -lexpat -lxml2 -lzip -lxlsxwriter -ljansson -largon2 -llinear -licuuc -lpthread -lm

# ---- the rooms, in the order of the house: an arrow may only point to a room further up ----
DSL := dsl/base dsl/mention dsl/syntax dsl/format dsl/check dsl/oracle dsl/engine dsl/compile dsl/lint dsl/analyse \
       dsl/change dsl/exchange dsl/learn dsl/lsp dsl/tools
ROOMS := $(DSL) adapters gateway/case gateway/store gateway/topics gateway/figures gateway/talk gateway/answer gateway/desk gateway/turn gateway/aide \
         gateway/rules gateway/net gateway/web gateway/site gateway

GENERATED := $(G)/fold_table.c $(G)/sieve_classes.c $(G)/sound_table.c $(G)/mention_words.c $(G)/pages.c $(G)/starter.c $(G)/dsl/syntax/scanner.c $(G)/dsl/syntax/parser.c
SOURCES := $(filter-out %/foldgen.c %/soundgen.c %/sievegen.c %/wordgen.c %/embed.c gateway/main.c,$(foreach room,$(ROOMS),$(wildcard $(room)/*.c)))
OBJECTS := $(SOURCES:%.c=$(B)/obj/%.o) $(GENERATED:$(G)/%.c=$(B)/obj/gen/%.o)
PAGES := $(sort $(shell find gateway/web/pages -type f))

all: $(B)/zhida

$(B)/zhida: $(B)/obj/gateway/main.o $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(OPT) $(SAN) -o $@ $^ $(LIBS)

$(B)/libzhida.a: $(OBJECTS)
	@rm -f $@
	@ar rcs $@ $^

# What reads and decides every text: there -O3 is worth a twentieth of the time.
$(B)/obj/dsl/base/%.o $(B)/obj/dsl/engine/%.o: OPT := $(OPT:-O2=-O3)

$(B)/obj/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS) $(SAN) -c -o $@ $<

$(B)/obj/gen/%.o: $(G)/%.c
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CC) $(CFLAGS) $(SAN) -c -o $@ $<

# ---- generated sources ----
$(G)/foldgen: dsl/base/foldgen.c dsl/base/utf8.c dsl/base/view.c dsl/base/arena.c \
		dsl/base/fold_table.h dsl/base/variant_table.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -I. -O2 $(WARN) -o $@ $(filter %.c,$^) -lutf8proc -lopencc

# readings of characters, for words that are typed by sound
$(G)/soundgen: dsl/base/soundgen.c dsl/base/utf8.c dsl/base/view.c dsl/base/arena.c dsl/base/sound.h dsl/base/look_table.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -I. -O2 $(WARN) -o $@ $(filter %.c,$^) -licui18n -licuuc

$(G)/sound_table.c: $(G)/soundgen
	$< $@

$(G)/wordgen: dsl/mention/wordgen.c dsl/base/utf8.c dsl/base/view.c dsl/base/arena.c dsl/mention/word_table.h \
             dsl/mention/seek.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -I. -O2 $(WARN) -o $@ $(filter %.c,$^)

$(G)/mention_words.c: $(G)/wordgen
	$< $@

$(G)/fold_table.c: $(G)/foldgen
	$< $@

# what each character of a text may begin: the sets of the grammar of times and turns of speech
$(G)/sievegen: dsl/engine/sievegen.c $(wildcard dsl/base/when*.c dsl/base/stance*.c) dsl/base/civil.c dsl/base/utf8.c \
		dsl/base/view.c dsl/base/arena.c dsl/engine/sieve.h
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -I. -O2 $(WARN) -o $@ $(filter %.c,$^)

$(G)/sieve_classes.c: $(G)/sievegen
	$< $@

$(G)/embed: gateway/web/embed.c dsl/base/hash.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE -I. -O2 $(WARN) -o $@ $^

$(G)/pages.c: $(G)/embed $(PAGES) $(G)/charts/echarts.js.gz
	@echo "embed $@"
	@$< $@ gateway/web/pages $(PAGES) desk/echarts.js=$(G)/charts/echarts.js.gz

# the library that draws charts, as gateway/web/charts/package-lock.json names it; without npm or a
# registry the pages show their tables alone
$(G)/charts/echarts.js.gz: gateway/web/charts/package.json gateway/web/charts/package-lock.json
	@mkdir -p $(@D)
	@cp $^ $(@D)
	@cd $(@D) && if npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1; \
	    then gzip -9nc node_modules/echarts/dist/echarts.esm.min.js >echarts.js.gz; \
	    else echo "charts: npm could not fetch Apache ECharts (see $(@D)/npm.log): statistics without charts" >&2; \
	         echo "export const absent = true;" | gzip -9nc >echarts.js.gz; fi

# what every district needs beside its duties: import takes it from the sample
STARTER := phrases cues danger acts small_talk words calendar
$(G)/starter.c: $(STARTER:%=rules/yunxi/%.zd)
	@mkdir -p $(@D)
	@echo "embed $@"
	@{ echo '#include "dsl/base/starter_text.h"'; for name in $(STARTER); do \
	    echo "const char starter_$$name[] ="; \
	    sed -e 's/\\/&&/g; s/"/\\"/g; s/^/    "/; s/$$/\\n"/' rules/yunxi/$$name.zd; echo ';'; \
	done; } >$@

$(G)/dsl/syntax/scanner.c: dsl/syntax/scanner.l $(G)/dsl/syntax/parser.c
	flex --nodefault -o $@ $<

$(G)/dsl/syntax/parser.c: dsl/syntax/parser.y
	@mkdir -p $(@D)
	bison -Wall -Wcounterexamples -Werror --header=$(G)/dsl/syntax/parser.h -o $@ $<

# ---- what a fresh machine lacks ----
RUN_PACKAGES := gcc make flex bison libc6-dev libwebsockets-dev libwebsockets-evlib-ev libcurl4-openssl-dev \
                libsqlite3-dev libmbedtls-dev libexpat1-dev libjansson-dev libargon2-dev \
                libutf8proc-dev libopencc-dev libicu-dev libxml2-dev liblinear-dev libzip-dev libxlsxwriter-dev poppler-utils catdoc \
                ca-certificates
RUN_PACKAGES += $(shell command -v node >/dev/null || echo nodejs) $(shell command -v npm >/dev/null || echo npm)
TEST_PACKAGES := $(RUN_PACKAGES) libcmocka-dev sqlite3 curl
TEST_PACKAGES += chromium fonts-noto-cjk

BENCH_PACKAGES := $(TEST_PACKAGES) yara libhyperscan-dev fasttext

FUZZ_PACKAGES := $(RUN_PACKAGES) clang
LINT_PACKAGES := $(RUN_PACKAGES) libcmocka-dev libhyperscan-dev clang-format clang-tidy cppcheck

setup-run:
	@tests/install.sh $(RUN_PACKAGES)

setup-test:
	@tests/install.sh $(TEST_PACKAGES)

setup-bench:
	@tests/install.sh $(BENCH_PACKAGES)

setup-fuzz:
	@tests/install.sh $(FUZZ_PACKAGES)

setup-lint:
	@tests/install.sh $(LINT_PACKAGES)

# ---- run ----
DATA ?= data
LISTEN ?= 127.0.0.1:8080
run: setup-run
	@$(MAKE) --no-print-directory -s -j2 all
	@build/zhida check rules/yunxi
	@exec build/zhida serve --rules rules/yunxi --data $(DATA) --listen $(LISTEN) --sandbox

# ---- test ----
SAN_FLAGS := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
test: setup-test
	@tests/run.sh

UNIT := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
unit: $(UNIT) $(B)/golden $(B)/reference $(B)/differential $(B)/sim $(B)/month $(B)/life $(B)/fuzz-short $(B)/zhida

$(B)/unit/%: tests/unit/%.c $(B)/libzhida.a
	@mkdir -p $(@D)
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $< $(B)/libzhida.a -lcmocka $(LIBS)

$(B)/golden $(B)/reference: $(B)/%: tests/golden/%.c $(addprefix tests/golden/,pair.c right.c excerpt.c) $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $(filter %.c,$^) $(B)/libzhida.a $(LIBS)

$(B)/differential: $(wildcard tests/diff/*.c) $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $(filter %.c,$^) $(B)/libzhida.a $(LIBS)

$(B)/sim: $(wildcard tests/sim/*.c) $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $(filter %.c,$^) $(B)/libzhida.a $(LIBS)

# The page of a case's life, from its table.
$(B)/life: tests/golden/life.c $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $< $(B)/libzhida.a $(LIBS)

# A district for a month in simulated time; the long form is `make month`.
$(B)/month: $(wildcard tests/month/*.c) $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ $(filter %.c,$^) $(B)/libzhida.a $(LIBS)

$(B)/fuzz-short: $(wildcard tests/fuzz/*.c) $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -o $@ tests/fuzz/standalone.c $(B)/libzhida.a $(LIBS)

$(B)/load: tests/bench/load.c $(B)/libzhida.a
	$(CC) $(CFLAGS) -o $@ $< $(B)/libzhida.a $(LIBS)

$(B)/bench/%: tests/bench/%.c $(B)/libzhida.a
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $< $(B)/libzhida.a $(LIBS)

$(B)/bench/match_bench: LIBS += -lhs

# the pages that are made of the tables, the golden files and the grammar
reference: $(B)/reference $(B)/life
	@$(B)/reference dsl/reference --write
	@$(B)/life gateway/CASES.md --write
	@node tests/grammar.js --write
MONTH_CASES ?= 10000
month: $(B)/month
	@$(B)/month $(MONTH_CASES)

# Each role's day from login to logout in Chromium; DAYS names roles, else all. Pictures and prints lie in build/screens.
DAYS ?=
days: setup-test
	@$(MAKE) --no-print-directory -s -j2 all
	@tests/peers/install.sh
	@node tests/days/run.js $(B)/zhida $(DAYS)

# Every fuzz target under libFuzzer with sanitizers, FUZZ_SECONDS each; what it finds lies in build/fuzz.
FUZZ_SECONDS ?= 600
FUZZ_TARGETS := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
fuzz: setup-fuzz
	@$(MAKE) --no-print-directory -s -j2 B=build/fuzz CC=clang OPT="-O1 -g" WARN= \
	    SAN="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" fuzz-programs
	@tests/fuzz/run.sh $(FUZZ_SECONDS)

fuzz-programs: $(FUZZ_TARGETS:%=$(B)/%) $(B)/fuzz-short
$(B)/fuzz_%: tests/fuzz/fuzz_%.c $(B)/libzhida.a
	@echo "link $@"
	@$(CC) $(CFLAGS) $(SAN) -fsanitize=fuzzer -o $@ $< $(B)/libzhida.a $(LIBS)

san:
	@$(MAKE) --no-print-directory B=build/san OPT="-O1 -g1" SAN="$(SAN_FLAGS)" unit

# unoptimised builds in a third of the time; gcc's guesses about longjmp mean nothing then, and its
# vector instructions are macros that convert signs
TSAN_FLAGS := -fsanitize=thread -fno-omit-frame-pointer
san-threads:
	@$(MAKE) --no-print-directory B=build/tsan OPT="-O0 -g1 -Wno-clobbered -Wno-sign-conversion" SAN="$(TSAN_FLAGS)" build/tsan/zhida
	@$(MAKE) --no-print-directory build/load

tsan: setup-test
	@$(MAKE) --no-print-directory -s -j2 san-threads
	@tests/peers/install.sh
	@tests/threads/run.sh 60

bench: setup-bench
	@$(MAKE) --no-print-directory -s -j2 all $(B)/load
	@tests/bench/run.sh

lint: setup-lint $(GENERATED)
	@tests/lint.sh

clean:
	rm -rf build

.PHONY: all run test unit reference month days san san-threads tsan bench lint clean setup-run setup-test setup-bench \
        setup-lint fuzz fuzz-programs setup-fuzz
-include $(OBJECTS:.o=.d) $(wildcard $(B)/unit/*.d $(B)/fuzz*.d)
