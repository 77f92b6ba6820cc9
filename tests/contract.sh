#!/usr/bin/env bash
# The commands as a shell sees them: what they take, what they print, with which code they end.
# 0 sound, 1 errors in what was given, 2 could not run; programs read --json, people read the rest.
#
#   tests/contract.sh BINARY
set -uo pipefail
binary=$(realpath "${1:-build/zhida}")
cd "$(dirname "$0")/.."
rules=rules/yunxi
folder=$(mktemp -d "${TMPDIR:-/tmp}/zhida-contract-XXXXXX")
started=()
trap 'for id in "${started[@]}"; do kill -9 "$id" 2>/dev/null; done; rm -rf "$folder"' EXIT
passed=0 failed=0
export LC_ALL=C.UTF-8

ok() { passed=$((passed + 1)); echo "ok   $1"; }
fail() {
    failed=$((failed + 1))
    echo "FAIL $1"
    shift
    [ $# -eq 0 ] || printf '     %s\n' "$@"
    head -c 1500 "$folder/out" "$folder/err" 2>/dev/null | sed 's/^/     | /'
}

patience=300 # seconds: what hangs ends, what is slow on a busy machine is not wrong

# gives CODE WHAT COMMAND...: runs it (input: $folder/in) and holds its exit code against CODE.
gives() {
    local code=$1 what=$2 got
    shift 2
    timeout "$patience" "$binary" "$@" <"$folder/in" >"$folder/out" 2>"$folder/err"
    got=$?
    [ "$got" -eq "$code" ] && ok "$what" || fail "$what" "exit code $got, wanted $code: $*"
}

# says / complains WHAT PATTERN: the last command's output, or its errors, have the pattern.
says() { grep -qE -- "$2" "$folder/out" && ok "$1" || fail "$1" "no '$2' in the output"; }
complains() { grep -qE -- "$2" "$folder/err" && ok "$1" || fail "$1" "no '$2' in the errors"; }
silent() { [ ! -s "$folder/$2" ] && ok "$1" || fail "$1" "something in $2"; }
counts() { # WHAT NUMBER PATTERN
    local n
    n=$(grep -cE -- "$3" "$folder/out")
    [ "$n" -eq "$2" ] && ok "$1" || fail "$1" "$n lines have '$3', wanted $2"
}

# json WHAT EXPRESSION: the last output is one JSON value d, and the expression of it holds.
json() {
    local answer
    answer=$(node -e 'const d = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
        process.stdout.write(String(Boolean(eval(process.argv[2]))));' \
        "$folder/out" "$2" 2>&1)
    [ "$answer" = true ] && ok "$1" || fail "$1" "$2: $(echo "$answer" | tail -n 3)"
}
input() { printf "$@" >"$folder/in"; }
input ''

# A copy of the sample rules with mistakes in three files.
broken() {
    cp -r "$rules" "$folder/broken"
    sed -i 's/交 城管局   协办/交 城管剧   协办/; s/事项 "0604"/事项 "0603"/' \
        "$folder/broken/duties/noise.zd"
    sed -i '0,/期限 \([0-9]*\) 工作日/s//期限 \1 世纪/' "$folder/broken/duties/water.zd"
    printf '测试 "没写完" {\n    市民 "太吵了\n' >>"$folder/broken/tests/noise.zd"
}

main_command() {
    gives 2 'no command is an error'
    complains 'and lists the commands' '^  serve '
    gives 0 'help is no error' --help
    says 'and lists the commands' '^  check '
    gives 2 'an unknown command is an error' chekc
    complains 'and is named' 'chekc'
    for command in check test explain classify match; do
        gives 0 "$command --help" "$command" --help
        says "$command tells its exit codes" '退出码'
        gives 0 "$command --help in English" "$command" --help --lang en
        says "$command tells them in English" 'Exit code'
        gives 2 "$command refuses an option it does not know" "$command" --nonsense
        complains "$command names it" '--nonsense'
    done
    for command in serve chat enterprises user; do
        gives 2 "$command without what it needs" "$command"
        complains "$command shows how" "zhida $command|usage"
    done
}

check_command() {
    gives 0 'check of the sample district' check "$rules"
    says 'its last line counts' '0 个错误，0 个警告：[0-9]+ 个文件'
    gives 0 'check --json' check --json "$rules"
    json 'is JSON without errors' 'd.errors === 0 && Array.isArray(d.diagnostics)'
    gives 2 'check of a folder that is not there' check "$folder/nowhere"
    complains 'says which and why' 'nowhere.*No such file'
    silent 'and prints nothing' out
    gives 2 'check of nothing' check
    complains 'says what is missing' 'DIR'
    gives 1 'check of the same folder twice' check "$rules" "$rules"
    says 'everything is there twice' '错误\[E0301\]'
    cp -r "$rules" "$folder/own"
    mkdir "$folder/base"
    mv "$folder/own/phrases.zd" "$folder/own/calendar.zd" "$folder/own/policies" "$folder/base"
    gives 1 'check of a district without its base' check "$folder/own"
    gives 0 'check of a district and its base' check "$folder/base" "$folder/own"
    gives 0 'analyse of both' analyse --at 2026-06-01 "$folder/base" "$folder/own"
    gives 0 'explain with both' explain --rules "$folder/base" --rules "$folder/own" 半夜打桩
    printf '半夜打桩\n%.0s' {1..200} >"$folder/past.txt"
    gives 0 'diff with past texts' diff --replay "$folder/past.txt" "$rules" "$rules"
    says 'counts them' '200 件'
    silent 'draws no bar where nobody looks' err
    script -qec "$binary diff --replay $folder/past.txt $rules $rules >$folder/out" /dev/null >"$folder/err" </dev/null
    complains 'draws one at a terminal' '100%'
    gives 0 'diff finds the same meaning' diff "$rules" "$folder/base:$folder/own"
    gives 2 'check of a folder without rules' check "$folder/empty"
    complains 'says that there are none' 'empty'
}

broken_rules() {
    broken
    gives 1 'check of broken rules' check "$folder/broken"
    says 'a duty twice, with its place' '--> duties/noise.zd:[0-9]+:[0-9]+'
    says 'a unit that is not there, with a proposal' '城管剧'
    says 'what it might be' '是不是想写“城管局”'
    says 'a corrected line' '^ *[0-9]+ \+ +交 城管局 '
    says 'a wrong measure in another file' '--> duties/water.zd:[0-9]+'
    says 'an open string in a third one' '--> tests/noise.zd:[0-9]+'
    says 'carets stand under the place' '^ +\| +\^\^+$'
    says 'the line above is the line of the file' '^ *[0-9]+ \|         交 城管剧   协办 街道'
    gives 1 'check --format line' check --format line "$folder/broken"
    says 'one line an error, for editors' '^duties/noise.zd:[0-9]+:[0-9]+: .*E[0-9]{4}'
    gives 1 'check --json of broken rules' check --json "$folder/broken"
    json 'at least four errors in one run' 'd.errors >= 4 && d.diagnostics.length >= 4'
    json 'each with code, place and words in two languages' 'd.diagnostics.every((x) =>
        /^[EW]\d{4}$/.test(x.code) && x.at.path && x.at.line > 0 && x.at.column > 0 &&
        x.message.zh && x.message.en)'
    json 'in all the files that have one' 'new Set(d.diagnostics.map((x) => x.at.path)).size >= 3'
    json 'a fix that a program can apply' 'd.diagnostics.some((x) => x.fix && x.fix.text === "城管局" &&
        x.fix.at.to > x.fix.at.from)'
    gives 1 'check --lang en' check --lang en "$folder/broken"
    says 'speaks English' 'did you mean|there is no unit'
    gives 1 'classify does not run on broken rules' classify --rules "$folder/broken"
    complains 'and says why' 'E[0-9]{4}'
    gives 1 'chat does not either' chat --rules "$folder/broken"
}

test_command() {
    gives 0 'test of the sample district' test "$rules"
    says 'its last line counts' '^[0-9]+ 个测试：[0-9]+ 个通过，0 个没通过'
    cp -r "$rules" "$folder/failing"
    sed -i '0,/应得 事项 "0602"/s//应得 事项 "0601"/' "$folder/failing/tests/noise.zd"
    gives 1 'test with a wrong expectation' test "$folder/failing"
    says 'names the test and its line' '✗ 半夜打桩 +tests/noise.zd:[0-9]+'
    says 'shows what was wanted' '^  第 [0-9]+ 行  应得  事项 "0601"'
    says 'and what came, under it' '^ +得到  事项 "0602"'
    says 'marks the words under the text' '^ +1~~~2~~~    3~~~ 4~~~5~~~~~$'
    says 'and the way to it' '"0602" 优先'
    gives 1 'test --json' test --json "$folder/failing"
    json 'says which failed' 'd.tests.filter((x) => !x.passed).length === 1 &&
        d.tests.find((x) => !x.passed).findings.some((x) => x.wanted && x.got)'
    json 'how the duties stood, and the nearest' '(() => { const t = d.tests.find((x) => !x.passed);
        return t.nearest === "0601" && t.duties.some((x) => x.duty === "0602" && x.truth === "yes"); })()'
    test_selection
    test_coverage
    test_junit
    test_watch
}

test_selection() {
    gives 0 'test --only' test --only 高企 "$rules"
    says 'runs those with the part in their title' '^[1-9][0-9]+ 个测试：[1-9][0-9]+ 个通过，0 个没通过，[0-9]+ 个没运行$'
    gives 0 'test --file' test --file tests/noise.zd --json "$rules"
    json 'runs those of the file' 'd.left_out > 0 && d.tests.every((x) => x.file === "tests/noise.zd")'
    gives 0 'test of tables' test --file tests/tables.zd --json "$rules"
    json 'a case for every row, each with its own name and line' 'd.tests.every((x) => x.row > 0) &&
        new Set(d.tests.map((x) => x.title)).size === d.tests.length &&
        new Set(d.tests.map((x) => x.line)).size === d.tests.length'
}

test_coverage() {
    # The sample district is tried whole; without the tests of its policies it has gaps to tell of.
    cp -r "$rules" "$folder/untried"
    rm "$folder/untried/tests/"polic*.zd
    gives 0 'test --coverage of the sample district' test --coverage --json "$rules"
    json 'every duty, branch and 否则 is tried' '["duties", "branches", "otherwise"].every((k) =>
        d.coverage[k].covered === d.coverage[k].all)'
    gives 0 'test --coverage' test --coverage "$folder/untried"
    says 'counts every kind' '^  (事项|条件|要素取值|去处|否则|政策) [0-9]+/[0-9]+'
    says 'names what is not tried, and where' '^      .+  \([a-z0-9/_]+\.zd:[0-9]+\)$'
    gives 0 'test --coverage --json' test --coverage --json "$folder/untried"
    json 'all gaps with a reason in two languages' 'd.coverage.gaps.length > 0 && d.coverage.gaps.length ===
        ["duties", "conditions", "values", "branches", "otherwise", "policies"].reduce((n, k) =>
        n + d.coverage[k].all - d.coverage[k].covered, 0) &&
        d.coverage.gaps.every((g) => g.why.zh && g.why.en && g.file && g.line)'
    gives 1 'test --coverage-min that is not reached' test --coverage-min 100 "$folder/untried"
    complains 'says how much there is' '覆盖 [0-9.]+%，不到 100%'
    gives 0 'test --coverage-min that is' test --coverage-min 10 "$rules"
    gives 2 'test --coverage-min that is no number' test --coverage-min many "$rules"
    gives 2 'coverage of a part is refused' test --coverage --only 高企 "$rules"
}

test_junit() {
    gives 1 'test --junit' test --junit "$folder/junit.xml" "$folder/failing"
    cp "$folder/junit.xml" "$folder/out"
    says 'a suite for each file' '<testsuite name="tests/noise.zd" tests="[0-9]+" failures="1"'
    says 'the failure as its text' '<failure message="事项 &quot;0601&quot;'
    gives 2 'test --junit where nothing can be written' test --junit "$folder/no/junit.xml" "$rules"
}

# Runs again when a file changes, in a folder that is new too; Ctrl-C ends it with the last verdict.
test_watch() {
    cp -r "$rules" "$folder/watched"
    "$binary" test --watch "$folder/watched" >"$folder/out" 2>"$folder/err" &
    local id=$!
    started+=("$id")
    await_run() { for _ in $(seq 600); do grep -q "第 $1 次" "$folder/out" && return; sleep 0.05; done; }
    await_run 1
    mkdir "$folder/watched/more"
    await_run 2
    printf '测试 "错的" {\n    市民 "太吵了"\n    应得 类别 停车\n}\n' >"$folder/watched/more/a.zd"
    await_run 3
    says 'test --watch runs again' '第 3 次，[0-9]+ 毫秒'
    says 'and shows what fails now' '✗ 错的 +more/a.zd:1'
    kill -INT "$id"
    wait "$id"
    [ $? -eq 1 ] && ok 'Ctrl-C ends it, with the last verdict' || fail 'Ctrl-C ends it' "code $?"
    started=()
}

# What it would take: the nearest cases, and the way to a duty or a unit.
says_otherwise() {
    gives 0 'explain --what-if' explain --rules "$rules" --what-if '隔壁工地半夜还在打桩'
    says 'one change' '^  如果 时刻 在 06:00..22:00$'
    says 'and where it leads' '^    → "0601" 建筑施工噪声，交 生态环境局$'
    gives 0 'explain --what-if=DUTY' explain --rules "$rules" --what-if=0601 '隔壁工地半夜还在打桩'
    says 'says what has to change' '^  要改 1 处：时刻 在 06:00..22:00$'
    gives 0 'explain --what-if=UNIT' explain --rules "$rules" --json --what-if=园区管委会 \
        '隔壁工地半夜还在打桩'
    json 'with a case that leads there' 'd.reach.length === 1 && d.reach[0].unit === "园区管委会" &&
        d.reach[0].changes === 2'
    gives 2 'explain --what-if of nobody' explain --rules "$rules" --what-if=无此局 '太吵了'
    gives 0 'explain of an unknown word' explain --rules "$rules" '噪杂不堪'
    says 'shows the nearest words' '^  “噪音”  类别 噪声  都有“噪”$'
}

explain_command() {
    gives 0 'explain' explain --rules "$rules" '隔壁工地半夜还在打桩'
    says 'a sentence for the citizen comes first' '^这件事属于“夜间施工噪声”'
    says 'then the words and their places' '第 9-10 字  打桩'
    says 'then why another duty gave way' '"0601".*优先'
    gives 0 'explain --json' explain --rules "$rules" --json '隔壁工地半夜还在打桩'
    json 'has duty, unit and question' 'd.duty === "0602" && d.unit === "城管局" &&
        d.question === "地点" && d.words.length > 2'
    gives 0 'explain as if received at another time' explain --rules "$rules" --json \
        --at 2026-11-21T23:00 '青石花园对面的工地现在还在施工,太吵了'
    json 'the deadline is computed from there' 'd.due === "2026-11-22 03:00"'
    says_otherwise
    gives 0 'explain --short' explain --rules "$rules" --short '隔壁工地半夜还在打桩'
    counts 'is three sentences' 3 '。$'
    gives 0 'explain with answers' explain --rules "$rules" --json '旁边工地施工太吵了' \
        --answer '晚上十一点' --answer '松影苑' --answer '说错了，是广场舞'
    json 'each heard for what it is' 'd.turns.map((t) => t.heard_as).join() ===
        "first,answer,answer,correction" && d.duty === "0608" && d.assists[0].unit === "松风街道办"'
    gives 0 'explain --given' explain --rules "$rules" --json --area 松影苑 \
        --given '声源 = 施工、时刻 = 23:30' '太吵了'
    json 'settles it' 'd.duty === "0602" && d.time_from === "设" && d.areas[0] === "松影苑"'
    gives 2 'explain --given with a mistake' explain --rules "$rules" --given '声原 = 施工' '太吵了'
    complains 'shows it where it was given' '--> --given:2:[0-9]+'
    gives 0 'explain of an enterprise' explain --rules "$rules" --what-if=ht2026 --at 2026-05-06 \
        --enterprise 'tech_company、rd_spend = 118 万元、revenue = 2600 万元、founded = 2015-03-26、非 dishonest'
    says 'says what is missing' 'rd_ratio 现在 4.5384%，要 >= 5%'
    says 'and what would do' '如果 rd_spend = 130 万元（现在 118 万元） → 可享'
    gives 0 'explain of nonsense' explain --rules "$rules" --json 'qwertz'
    json 'decides nothing' 'd.status !== "duty"'
    gives 2 'explain at a time that is none' explain --rules "$rules" --at yesterday 'x'
    gives 2 'explain without a text' explain --rules "$rules"
}

classify_command() {
    input '%s\n%s\n\n%s\n%s\n\xff\xfe\x00\n%s' '隔壁工地半夜还在打桩' 'qwertz' \
        '松影苑楼下手机店的喇叭太吵了' '楼下手机店的喇叭太吵了' '对门的狗叫,太吵了,我住棠梨公寓'
    gives 0 'classify' classify --rules "$rules"
    counts 'a line for every line, the last one without end too' 7 '.'
    counts 'five columns each' 7 $'^[^\t]+\t[^\t]+\t[^\t]+\t[^\t]+\t[^\t]+$'
    counts 'confidence is a number' 7 $'^[^\t]+\t[^\t]+\t[01]\\.[0-9]{3}\t'
    says 'the duty at night' $'^城管局\t0602\t'
    says 'nonsense is -' $'^-\t-\t0.000\t-\t-$'
    says 'a known place gives the unit' $'^松风街道办\t0605\t'
    says 'an open place gives the role' $'^街道\t0605\t'
    input ''
    gives 0 'classify of nothing' classify --rules "$rules"
    silent 'prints nothing' out
    gives 2 'classify without rules' classify
}

match_command() {
    local table=$rules/samples/enterprises.csv
    gives 0 'match' match --rules "$rules" --enterprises "$table" --at 2026-05-06
    says 'an enterprise and what it gets' '可享  ht2026'
    says 'and what it nearly gets' '差一点  '
    gives 0 'match --json' match --rules "$rules" --enterprises "$table" --json --at 2026-05-06
    json 'forty enterprises' 'd.enterprises.length === 40'
    json 'three answers' '["yes", "no", "depends"].every((a) =>
        d.enterprises.some((e) => e.policies.some((p) => p.answer === a)))'
    json 'a near miss has its distance' 'd.enterprises.some((e) => e.policies.some((p) =>
        p.answer === "no" && p.gaps.length === 1 && p.gaps[0].bound && p.gaps[0].have))'
    gives 0 'match --policy' match --rules "$rules" --enterprises "$table" --policy ht2026
    counts 'one line of policy an enterprise' 40 '^  .* ht2026 '
    gives 2 'match of an unknown policy' match --rules "$rules" --enterprises "$table" --policy xx
    printf 'code,name,nosuch,revenue\nX1,甲,1,abc\n' >"$folder/wrong.csv"
    gives 1 'match of a faulty table' match --rules "$rules" --enterprises "$folder/wrong.csv"
    complains 'names line and column' 'wrong.csv:2: revenue'
    complains 'and an unknown column' 'wrong.csv:1: nosuch'
    gives 2 'match without its table' match --rules "$rules" --enterprises "$folder/none.csv"
    complains 'says which' 'none.csv'
}

# Items of one name in several classes fight for the same words: what comes out must still compile.
twins_command() {
    local list=$folder/twins.csv
    { echo '分类,事项,责任单位'
      for class in 铁路客运 交通管理 城市管理 铁路; do
          for item in 动车站 火车站 铁路客运动车站 站前广场; do echo "$class,$item,虚构${class}局"; done
      done; } >"$list"
    gives 0 'import of twins' import "$list" -o "$folder/twins"
    gives 0 'and what it wrote compiles' check "$folder/twins"
}

diff_command() {
    local new=$folder/diffed
    cp -r "$rules" "$new"
    gives 0 'diff of the same' diff "$rules" "$new"
    says 'all of it means the same' '^含义相同的事项和政策 [0-9]+ 项。$'
    sed -i '/事项 "0602"/,/}/s/时刻 在 夜间/时刻 在 20:00..06:00/; /事项 "0610"/,/}/s/期限 5 工作日/期限 3 工作日/' \
        "$new/duties/noise.zd"
    input 'text\tarea\n白天十点工地打桩\t松影苑\n晚上八点半工地打桩\t\n'
    gives 1 'diff --replay' diff "$rules" "$new" --replay "$folder/in"
    says 'a narrower duty with its case' '不再包括：声源 = 施工、时刻 = 20:00'
    says 'other terms' '期限：5 工作日 → 3 工作日'
    says 'where cases go' '“0601” 生态环境局 → “0602” 城管局'
    says 'past cases that go there' '过去的 2 件：1 件改到别的单位'
    says 'one of them to look at' '晚上八点半工地打桩'
    complains 'an example that no longer holds stops nobody from looking' '例子不再得出'
    gives 1 'diff --json' diff "$rules" "$new" --json --replay "$folder/in"
    json 'items, moves, shifts' 'd.items.some((i) => i.code === "0602" && i.relation === "wider") &&
        d.moves.every((m) => m.seen) && d.replay.shifts[0].count === 1 && d.replay.texts === 2'
    echo '单位 {' >>"$new/units.zd"
    gives 1 'diff with broken rules' diff "$rules" "$new"
    complains 'shows what is wrong' 'units.zd:'
    gives 2 'diff --replay of nothing' diff "$rules" "$rules" --replay "$folder/none"
    gives 2 'diff of one' diff "$rules"
}

# field N of line M of the output is exactly that
field() { # WHAT LINE FIELD TEXT
    local got
    got=$(sed -n "$2p" "$folder/out" | cut -f"$3")
    [ "$got" = "$4" ] && ok "$1" || fail "$1" "field $3 of line $2 is '$got', not '$4'"
}

answer_command() {
    local shelf=$folder/shelf
    mkdir -p "$shelf"
    printf '# 青石镇古树认养办法\n\n古树认养费每株每年 260 元。\n\n认养人每年春天到镇林业站登记，带身份证。\n' >"$shelf/gushu.md"
    printf '白水县渡口夜间停航公告 今年十月起，白水渡口每晚八点停航。 停航期间，可以走下游的石桥。' >"$shelf/dukou.txt"
    printf '红岩市渡口夜间停航公告 红岩渡口每晚十点停航，节日照常。' >"$shelf/hongyan.txt"
    printf '云雾县茶园灌溉补贴 茶园灌溉设施按造价的 35%% 补贴，每户最高 4000 元。' >"$shelf/chayuan"
    printf '<html><head><title>盲道维修说明</title></head><body><p>盲道破损，由市政养护所在三日内修好。</p></body></html>' >"$shelf/mangdao.html"
    input '认养古树要多少钱\n白水渡口晚上几点停航？\n茶园灌溉补贴比例是多少\n盲道坏了多久修好\n怎么学潜水\n\n'
    gives 0 'answer' answer --documents "$shelf"
    counts 'a line for each question, an empty one too' 6 '.*'
    field 'a Markdown document' 1 1 gushu.md
    field 'its sentence' 1 3 '古树认养费每株每年 260 元。'
    field 'of two alike, that of the place' 2 1 dukou.txt
    field 'the other one behind it' 2 4 hongyan.txt
    says 'what it says of the hour' '每晚八点停航'
    field 'a name without an ending' 3 1 chayuan
    says 'the share' '35%'
    field 'a web page' 4 1 mangdao.html
    says 'when' '三日内修好'
    field 'nothing is quoted where nothing is known' 5 3 ''
    field 'nothing asked, nothing answered' 6 3 ''
    awk -F'\t' 'NF != 12 || $2 < 0 || $2 > 1' "$folder/out" >"$folder/odd"
    silent 'twelve fields, scores from 0 to 1' odd
    gives 2 'answer without documents' answer
    gives 2 'answer from nowhere' answer --documents "$folder/nowhere"
    complains 'says where it looked' 'nowhere'
}

chat_command() {
    input '隔壁工地半夜还在打桩,吵得睡不着\n松影苑\n对\n/answer 已责令停工\n5 5 5 5\n'
    gives 0 'chat from a pipe' chat --rules "$rules"
    says 'asks where' '事情在哪里'
    says 'reads back' '核对一下.{1,3}.*夜间施工噪声'
    says 'files with number and query code' '编号YUNXI[0-9]{8}-[0-9]{6}.{1,3}查询码[2-9A-Z]{8}'
    says 'tells the answer' '答复.{1,3}已责令停工'
    says 'thanks for the rating' '谢谢评价'
    input 'The building site next door is pounding piles at midnight\nSongying Court\nYes\n'
    gives 0 'chat --lang en' chat --rules "$rules" --lang en
    says 'speaks English' 'Where is it|query code'
    input ''
    gives 0 'chat with nothing to say' chat --rules "$rules"
    gives 2 'chat without rules' chat
    gives 2 'chat with rules that are not there' chat --rules "$folder/nowhere"
}

# A start that must be refused, within seconds and with nothing left behind.
refused() { # WHAT CODE PATTERN OPTIONS...
    local what=$1 code=$2 pattern=$3
    shift 3
    gives "$code" "serve: $what" serve "$@"
    complains "serve says so: $what" "$pattern"
}

free_port() {
    node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => {
        console.log(s.address().port); s.close(); })'
}

serve_command() {
    local data=$folder/data port admin
    port=$(free_port) admin=$(free_port)
    local common=(--data "$data" --listen "127.0.0.1:$port" --admin-listen "127.0.0.1:$admin" --sandbox)
    refused 'an unknown option' 2 'nonsense' --rules "$rules" "${common[@]}" --nonsense
    refused 'rules that are not there' 2 'nowhere' --rules "$folder/nowhere" "${common[@]}"
    refused 'broken rules' 1 'E[0-9]{4}' --rules "$folder/broken" "${common[@]}"
    refused 'an address that is none' 2 'listen|地址|address' --rules "$rules" --data "$data" \
        --sandbox --listen nonsense
    refused 'an IPv6 address without brackets' 2 'ADDR:PORT' --rules "$rules" --data "$data" \
        --sandbox --listen "::1:$port"
    refused 'a limit that is none' 2 'limit' --rules "$rules" "${common[@]}" --limit apples=3
    refused 'a data folder that cannot be made' 2 '/proc/' --rules "$rules" --data /proc/zhida \
        --listen "127.0.0.1:$port" --admin-listen "127.0.0.1:$admin" --sandbox
    node -e 'require("net").createServer().listen(+process.argv[1], "127.0.0.1")' "$port" &
    started+=($!)
    for _ in $(seq 100); do (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.05; done
    refused 'an address in use' 2 "$port" --rules "$rules" "${common[@]}"
    kill "${started[-1]}" 2>/dev/null
    wait "${started[-1]}" 2>/dev/null
    started=()
    "$binary" serve --rules "$rules" "${common[@]}" >"$folder/first" 2>&1 &
    started+=($!)
    for _ in $(seq 200); do (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.05; done
    refused 'a data folder in use' 2 "$data" --rules "$rules" --data "$data" --sandbox \
        --listen "127.0.0.1:$(free_port)" --admin-listen "127.0.0.1:$(free_port)"
    cp "$folder/first" "$folder/out"
    says 'a login has its unit' 'login: chengguan .*\(承办单位 区城市管理局\)$'
    says 'or none, and no blank for it' 'login: duban .*\(督办员\)$'
    counts 'a sandbox warns of nothing' 0 ' warning '
    says 'accounts without secrets are no matter there' 'info account_not_set_up account=yunxi_wechat'
    kill -TERM "${started[-1]}"
    wait "${started[-1]}"
    [ $? -eq 0 ] && ok 'serve ends in peace when asked to' || fail 'serve ends in peace when asked to'
    started=()
}

# [ADDR]:PORT, where the machine has IPv6 at all.
serve_ipv6() {
    local data=$folder/six port
    [ -e /proc/net/if_inet6 ] && grep -q ' lo$' /proc/net/if_inet6 || return 0
    port=$(free_port)
    "$binary" serve --rules "$rules" --data "$data" --listen "[::1]:$port" --sandbox \
        --admin-listen "[::1]:$(free_port)" >"$folder/sixth" 2>&1 &
    started+=($!)
    for _ in $(seq 200); do grep -qs 'is ready' "$folder/sixth" && break; sleep 0.05; done
    cp "$folder/sixth" "$folder/out"
    says 'the address as it can be opened' "http://\[::1\]:$port/chat"
    [ "$(curl -s "http://[::1]:$port/healthz")" = ok ] && ok 'serves over IPv6' || fail 'serves over IPv6'
    curl -s "http://127.0.0.1:$port/healthz" >/dev/null && fail 'only where it was told' ||
        ok 'only where it was told'
    kill -TERM "${started[-1]}"
    wait "${started[-1]}"
    started=()
}

main_command
check_command
broken_rules
test_command
explain_command
classify_command
match_command
diff_command
twins_command
answer_command
chat_command
serve_command
serve_ipv6
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
