#!/usr/bin/env bash
# The arrows between the rooms run downwards only: a file may include its own room and the rooms
# named for it here, nothing else of the house.
set -uo pipefail
cd "$(dirname "$0")/.."
declare -A may=(
    [dsl/base]=""
    [dsl/mention]="dsl/base"
    [dsl/syntax]="dsl/base"
    [dsl/check]="dsl/syntax dsl/base"
    [dsl/oracle]="dsl/check dsl/syntax dsl/base"
    [dsl/engine]="dsl/base"
    [dsl/compile]="dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/format]="dsl/syntax dsl/base"
    [dsl/lint]="dsl/compile dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/analyse]="dsl/compile dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/change]="dsl/analyse dsl/compile dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/exchange]="dsl/lint/common_words.h dsl/lint/emotion_words.h dsl/format dsl/compile dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/learn]="dsl/engine dsl/check dsl/syntax dsl/base"
    [dsl/lsp]="dsl/change dsl/analyse dsl/lint dsl/format dsl/compile dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [dsl/tools]="dsl/mention dsl/lsp dsl/learn dsl/exchange dsl/change dsl/analyse dsl/lint dsl/format dsl/compile dsl/engine dsl/oracle dsl/check dsl/syntax dsl/base"
    [adapters]="dsl/base"
    [gateway/case]="dsl/base"
    [gateway/talk]="gateway/case dsl/engine dsl/mention dsl/base adapters"
    [gateway/store]="gateway/case gateway/world.h dsl/base adapters"
    [gateway/topics]="gateway/store gateway/case gateway/world.h dsl/engine dsl/base adapters"
    [gateway/figures]="gateway/store gateway/case gateway/world.h dsl/engine dsl/base adapters"
    [gateway/answer]="dsl/exchange/archive.h dsl/exchange/encoding.h gateway/talk gateway/case dsl/engine dsl/base adapters"
    [gateway/turn]="gateway/talk gateway/topics gateway/figures gateway/store gateway/case gateway/world.h gateway/metrics.h gateway/log.h dsl/compile dsl/engine dsl/base dsl/syntax adapters"
    [gateway/desk]="gateway/turn gateway/topics gateway/figures gateway/talk gateway/store gateway/case gateway/world.h gateway/log.h dsl/engine dsl/base adapters"
    [gateway/rules]="gateway/turn/rulebook.h gateway/world.h gateway/metrics.h gateway/log.h dsl/compile dsl/engine dsl/syntax dsl/base"
    [gateway/aide]="gateway/desk gateway/turn gateway/talk gateway/store gateway/case gateway/world.h gateway/metrics.h gateway/log.h dsl/mention dsl/engine dsl/base adapters"
    [gateway/net]="gateway/aide gateway/desk gateway/turn gateway/topics gateway/figures gateway/talk gateway/store gateway/case gateway/world.h gateway/metrics.h gateway/log.h dsl/engine dsl/base adapters"
    [gateway/site]="gateway/figures gateway/web gateway/desk gateway/net/routes.h gateway/net/peer.h gateway/answer gateway/turn gateway/talk gateway/store gateway/case gateway/topics gateway/figures gateway/world.h gateway/metrics.h gateway/log.h dsl/engine dsl/base adapters"
    [gateway/web]="gateway/desk gateway/net/routes.h gateway/topics gateway/figures gateway/answer gateway/turn gateway/talk gateway/store gateway/case gateway/world.h gateway/metrics.h gateway/log.h dsl/engine dsl/base adapters"
)
bad=0
while IFS=: read -r file line include; do
    room=${file%/*} target=${include#*\"}
    target=${target%%\"*}
    [ -v "may[$room]" ] || continue
    ok=no
    for allowed in "$room" ${may[$room]}; do
        [[ $target == "$allowed" || ${target%/*} == "$allowed" ]] && ok=yes
    done
    [ "$ok" = yes ] || { echo "$file:$line includes $target: an arrow upwards"; bad=1; }
done < <(grep -nE '^#include "(dsl|adapters|gateway)/' dsl/*/*.[chly] adapters/*.[ch] gateway/*/*.[ch])
for forbidden in 'socket(' 'time(NULL)' 'clock_gettime(' 'rand()' 'getrandom('; do
    grep -nF "$forbidden" dsl/{base,mention,syntax,format,check,oracle,engine,compile,lint,analyse,learn,change,exchange,lsp}/*.[ch] adapters/*.[ch] 2>/dev/null &&
        { echo "no clock, no chance, no socket below the gateway"; bad=1; }
done
exit $bad
