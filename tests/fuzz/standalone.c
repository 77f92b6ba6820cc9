/* standalone: all fuzz targets in one program without libFuzzer, for `make test`. Each target gets
 * samples that mean something to it, changed at random from one seed: so a failure comes again with
 * the seed that was printed. usage: fuzz-short [inputs per target] [seed], or: fuzz-short --samples
 * FOLDER writes the samples, for libFuzzer to begin with. */
#define FUZZ_ENTRY fuzz_wechat
#include "tests/fuzz/fuzz_wechat.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_sms
#include "tests/fuzz/fuzz_sms.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_app
#include "tests/fuzz/fuzz_app.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_csv
#include "tests/fuzz/fuzz_csv.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_format
#include "tests/fuzz/fuzz_format.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_rules
#include "tests/fuzz/fuzz_rules.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_image
#include "tests/fuzz/fuzz_image.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_learned
#include "tests/fuzz/fuzz_learned.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_list
#include "tests/fuzz/fuzz_list.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_lsp
#include "tests/fuzz/fuzz_lsp.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_document
#include "tests/fuzz/fuzz_document.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_service
#include "tests/fuzz/fuzz_service.c"
#undef FUZZ_ENTRY
#define FUZZ_ENTRY fuzz_mention
#include "tests/fuzz/fuzz_mention.c"
#undef FUZZ_ENTRY

#include <assert.h>
#include <inttypes.h>
#include <string.h>

enum { INPUT_MAX = 4096, SAMPLES_MAX = 12, CHANGES_MAX = 6, DEFAULT_INPUTS = 20000 };

struct fuzz_target {
    const char *name;
    int (*run)(const uint8_t *data, size_t size);
    const char *samples[SAMPLES_MAX];
};

#define XML_HEAD                                                                                   \
    "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o1]]>"                   \
    "</FromUserName><CreateTime>1700000000</CreateTime><MsgId>4561255354251345929</MsgId>"

#define RULES_SAMPLES                                                                                                      \
    "# 头\n类别 噪声 “噪声” / \"Noise\" 编码 06 { # 开\n 识别 \"吵\"、@吵闹，\"loud\" 时段 夜间 " \
    "22：00至次日6:00 \"半夜\"\n要素 声源 \"从哪来？\" { 施工 \"工地\" : \"打桩\"、\n # "             \
    "词\n\"跳舞\" .. "                                                                                                  \
    "\"音响\"\n 商铺\n}\n}\n",                                                                                             \
        "类别 a \"a\" { 事项 \"01\" \"b\" { 当：x ＝ 1、2 且 （ y 在 8:00..9:00 或 非 z ） 交 甲 "         \
        "协办 乙， 丙 急 "                                                                                           \
        "期限 五个工作日内 # 尾\n 其中 区域 在 松园 交 丁\n例 \"c\" 设 x = 1、时刻 = "              \
        "9:05\n}\n否则 "                                                                                                 \
        "交 甲 }",                                                                                                         \
        "policy p \"P\" level city { when a not before 2024年3月1日 and (r ≥ 5% or n < 2 万元)\n"                   \
        "push sms, app \"x\" / \"y\" grant 200000 yuan \"most\"\n}\nnumber r \"R\" = a / b\n",                             \
        "测试 \"t\" {\n 设 x = 1\n 市民 \"说 \\\"话\\\"\"\n 表 {\n ｜ 时刻 ｜ 应得 单位 ｜\n ｜ "        \
        "9:00 "                                                                                                            \
        "｜ 甲 ｜\n"                                                                                                    \
        "｜｜乙｜ # r\n }\n 应得 事项 01 急 期限 4 hours 仅因为 \"a\"、x\n}\n",                                            \
        "区域 甲 \"甲\" 坐标 30.1,120.2 : \"a\" {\n\n\n乙 : \"b\"\n # 尾\n}\n日历 2026 { 节假日 "             \
        "\"元旦\" "                                                                                                      \
        "2026年1月1日..2026-01-03\n上班 2026-01-04 # 班\n}\n通道 c wechat { token = 环境 \"T\"\n "               \
        "m = "                                                                                                             \
        "5 }\n",                                                                                                           \
        "时限 t { 受理 30 分钟；处理 2 天\n重办 1/2 至少 4 小时\n升级 1 workday 交 甲 }\n废止 "      \
        "0101 "                                                                                                            \
        "改为 \"0102\"\n"                                                                                                \
        "用语 hi \"你好\"\n/ \"hello\"\n听语 asks {\"吗\"，\"呢\"\n # 尾\n}\n标签 g \"G\" { A "                \
        "\"a\"\n BBB \"b\" }\n"

/* 64 and 256 bytes: as long as a key, or what it signs. */
#define SERVICE_SOME "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define SERVICE_LONG SERVICE_SOME SERVICE_SOME SERVICE_SOME SERVICE_SOME

static const struct fuzz_target targets[] = {
    {"wechat",
     fuzz_wechat,
     {"\005" XML_HEAD "<MsgType>text</MsgType><Content>路灯不亮</Content></xml>",
      "\001" XML_HEAD "<MsgType>text</MsgType><Content><![CDATA[工地 <a> ]]></Content></xml>",
      "\013{\"ToUserName\":\"gh\",\"FromUserName\":\"o1\",\"CreateTime\":1,\"MsgType\":\"event\","
      "\"Event\":\"CLICK\",\"EventKey\":\"k\"}",
      "\005" XML_HEAD "<MsgType>location</MsgType><Location_X>30.1</Location_X><Location_Y>120"
      "</Location_Y><Label>松风路</Label></xml>",
      "\005" XML_HEAD "<MsgType>link</MsgType><Title>a</Title><Description>b</Description><Url>"
      "https://x</Url></xml>",
      "\005" XML_HEAD "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>1</MsgID>"
      "<Status>success</Status></xml>",
      "\005<!DOCTYPE a [<!ENTITY b \"cc\"><!ENTITY d \"&b;&b;\">]><a>&d;</a>",
      "\0020123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "\003signature=00&timestamp=1700000000&nonce=%4e%&echostr=+%e4%bd%a0",
      "\005{\"errcode\":40001,\"errmsg\":\"x\"}"}},
    {"sms",
     fuzz_sms,
     {"\004{\"extend\":\"\",\"mobile\":\"19900001234\",\"nationcode\":\"86\",\"text\":\"工地\","
      "\"time\":1457336869}",
      "\004[{\"mobile\":\"+8619900001234\",\"text\":\"a\",\"time\":\"1\"},{\"mobile\":\"123456\"}]",
      "\001[{\"user_receive_time\":\"2015-10-17 08:03:04\",\"nationcode\":\"86\",\"mobile\":"
      "\"19900001234\",\"report_status\":\"SUCCESS\",\"errmsg\":\"DELIVRD\",\"sid\":\"s1\"}]",
      "\002{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"1\",\"Code\":\"Ok\"}]}}",
      "\002{\"Response\":{\"Error\":{\"Code\":\"LimitExceeded.DailyLimit\"}}}",
      "\003第一句话说完了。第二句话也说完了!And an English one. "
      "😀😀👷🏽👨‍👩‍👧🇨🇳第三句没有完,"
      "还有一点点点点点点点点点点",
      "\003eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"}},
    {"app",
     fuzz_app,
     {"{\"type\":\"hello\",\"token\":\"0123456789abcdef0123456789abcdef\",\"ack\":7,\"lang\":"
      "\"en\"}",
      "{\"type\":\"text\",\"id\":\"c1\",\"text\":\"路灯\\u4e0d亮 \\ud83d\\ude00\"}",
      "{\"type\":\"choice\",\"id\":\"c2\",\"key\":\"m1:0\",\"label\":\"工地\"}",
      "{\"type\":\"media\",\"id\":\"c3\",\"media_id\":\"u1\",\"kind\":\"image\"}",
      "{\"type\":\"location\",\"id\":\"c4\",\"latitude\":30.25,\"longitude\":120.5,\"label\":"
      "\"x\"}",
      "{\"type\":\"ack\",\"sequence\":9007199254740993}", "{\"type\":\"ping\",\"x\":[[[[{}]]]]}"}},
    {"csv",
     fuzz_csv,
     {"code,name,tech\r\n1,\"a, \"\"b\"\"\",yes\r\n", "\xef\xbb\xbf甲,乙\n\n,\n\"\"\n",
      "\"open\nmore,\"\"\nx", "a\"b,c\n\"d\"e\n,,,\n"}},
    {"format", fuzz_format, {RULES_SAMPLES}},
    {"rules", fuzz_rules, {RULES_SAMPLES}},
    {"image",
     fuzz_image,
     {"\001\002\003\004\001\003\005\007", "\001\020\030\377\002\001\001\001\001\177\300\002",
      "0123456789abcdef", "\001\001\101\201"}},
    {"learned",
     fuzz_learned,
     {"\001\002\003\004\001\003\005\007", "\001\004\030\377\002\001\001\001\001\177\300\002",
      "\004\001\101\201\004\002\004\001", "0123456789abcdef"}},
    {"list",
     fuzz_list,
     {"\004某区清单,,\n编码,大类,事项,责任单位,期限,识别词\n01,市容,店外经营,\"甲局、乙局\","
      "五个工作日内,占道..摆摊\n,,井盖丢失,丙局,24小时,\"a\nb\"\n01,道路,其他,,尽快,@x\n",
      "\010item\tunit\tdeadline\tarea\n井盖破损\t甲局\t3-5天\t东街\n井盖破损\t乙局\t3天\t西街\n",
      "\004\xca\xc2\xcf\xee,\xb5\xa5\xce\xbb\n\xd4\xeb\xc9\xf9,\xbc\xd7\xbe\xd6\n",
      "\001<w><row r='1'><c r='B1' t='str'><v>事项</v></c><c t='inlineStr'><is><t>单位</t></is></c>"
      "</row><row r='3'><c r='B3' t='str'><v>a_x000D_b</v></c><c><v>1e3</v></c></row>"
      "<mergeCell ref='B1:B3'/><mergeCell ref='A1:XFD9'/></w>",
      "\002<w><si><t>甲</t></si><si><r><t>乙</t></r><rPh><t>x</t></rPh></si></w>",
      "\003<w><numFmts><numFmt numFmtId='164' formatCode='0000'/></numFmts><cellXfs><xf "
      "numFmtId='0'/><xf numFmtId='22'/><xf numFmtId='164'/></cellXfs></w>"}},
    {"document",
     fuzz_document,
     {"\005云溪区人民政府\n关于印发《甲办法》的通知\n云政〔2025〕1号\n一、对象：老人\n（一）标准。"
      "每月30元\n1. "
      "申请\n带证\n第二条（材料）表\n本办法自2025年3月1日起施行，有效期五年。《乙办法》"
      "（云政[2019]2号）同时废止。\n区民政局\n二〇二五年三月一日\n",
      "\001须知\n年满六十周岁的老年人在社区食堂用餐的，凭身份证可以享受每餐五\n元的补贴。\n- 1 -\n",
      "\002---\n标题: 甲\n有效期至: 2026-01-01\n---\n# 甲\n- a\n| b | c |\n",
      "\003<html><head><title>a_b</title><meta name=PubDate content=2026-01-01></head><body><div "
      "class='nav x'>n</div><div id=zoom><h2>一&nbsp;</h2><p>b<br>c<table><tr><td>1<td>2</table>"
      "<li>d<script>e</script><p hidden>f",
      "\003<meta charset=gbk><p>\xbe\xd3\xd7\xa1<h1>\xff</h1>", "\004PK\003\004"}},
    {"lsp",
     fuzz_lsp,
     {"\177{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\",\"version\":1,\"text\":\"类别 x \\\"x\\\" {\\n    识别 \\\"吵😀\\\"\\n    事项 01 "
      "\\\"b\\\" { 交 甲 例 \\\"吵\\\" "
      "}\\n}\\n\"}}}\n{\"id\":1,\"method\":\"textDocument/"
      "hover\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"},\"position\":{\"line\":2,\"character\":22}}}\n{\"id\":2,\"method\":\"textDocument/"
      "completion\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"},\"position\":{\"line\":2,\"character\":22}}}",
      "\005{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\",\"version\":1,\"text\":\"类别 x \\\"x\\\" {\\n    识别 \\\"吵😀\\\"\\n    事项 01 "
      "\\\"b\\\" { 交 甲 例 \\\"吵\\\" "
      "}\\n}\\n\"}}}\n{\"method\":\"textDocument/"
      "didChange\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\",\"version\":2},\"contentChanges\":[{\"range\":{\"start\":{\"line\":1,\"character\":3}"
      ",\"end\":{\"line\":2,\"character\":9}},\"text\":\"当 "
      "\"},{\"text\":\"单\"}]}}\n{\"id\":3,\"method\":\"textDocument/semanticTokens/"
      "full\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/a.zd\"}}}",
      "`{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\",\"version\":1,\"text\":\"类别 x \\\"x\\\" {\\n    识别 \\\"吵😀\\\"\\n    事项 01 "
      "\\\"b\\\" { 交 甲 例 \\\"吵\\\" "
      "}\\n}\\n\"}}}\n{\"id\":4,\"method\":\"textDocument/"
      "rename\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"},\"position\":{\"line\":2,\"character\":22},\"newName\":\"丁\"}}\n{\"id\":5,"
      "\"method\":\"textDocument/documentSymbol\",\"params\":{\"textDocument\":{\"uri\":\"file:///"
      "r/a.zd\"}}}\n{\"id\":6,\"method\":\"textDocument/"
      "foldingRange\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"}}}\n{\"id\":7,\"method\":\"textDocument/"
      "codeAction\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"},\"range\":{\"start\":{\"line\":0},\"end\":{\"line\":9}}}}",
      "\001!Content-Length: 5\r\n\r\n{\"id\"\n!Content-Length: x\r\nContent-Type: y\r\n\r\n\n!GET "
      "/ HTTP/1.1\r\n\r\n\n{\"id\":8,\"method\":\"shutdown\"}\n{\"method\":\"exit\"}",
      "p{\"id\":9,\"method\":\"workspace/symbol\",\"params\":{\"query\":\"\"}}\n{\"method\":\"$/"
      "cancelRequest\",\"params\":{\"id\":9}}\n{\"method\":\"textDocument/"
      "didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\",\"version\":1,\"text\":\"类别 x \\\"x\\\" {\\n    识别 \\\"吵😀\\\"\\n    事项 01 "
      "\\\"b\\\" { 交 甲 例 \\\"吵\\\" "
      "}\\n}\\n\"}}}\n{\"id\":\"a\",\"method\":\"textDocument/"
      "formatting\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"}}}\n{\"id\":10,\"method\":\"textDocument/"
      "references\",\"params\":{\"textDocument\":{\"uri\":\"file:///r/"
      "a.zd\"},\"context\":{\"includeDeclaration\":true},\"position\":{\"line\":2,\"character\":22}"
      "}}"}},
    {"service",
     fuzz_service,
     {"\004{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\" 每月30元。 \"},"
      "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":9}}",
      "\004{\"choices\":[{\"message\":{\"content\":\"```json\\n{\\\"order\\\":[2,1,5]}\\n```\"},"
      "\"finish_reason\":\"length\"}]}",
      "\004{\"order\":[3,1]}", "\004```json\n{\"order\":[1,2,3,4,5]}\n```",
      "\001{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"a\",\"n\":"
      "\"" SERVICE_LONG "\",\"e\":\"AQAB\"},{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":"
      "\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":"
      "\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"}]}",
      "\002{\"alg\":\"ES256\",\"kid\":\"e\",\"typ\":\"JWT\"}\n{\"iss\":\"https://"
      "sso.example\",\"aud\":"
      "[\"zhida\"],\"exp\":1700000300,\"iat\":1700000000,\"nonce\":\"n\",\"sub\":\"u\"}"
      "\n" SERVICE_SOME,
      "\002{\"alg\":\"RS256\"}\n{}\n" SERVICE_LONG, "\003eyJhbGciOiJub25lIn0.e30.AA",
      "\003eyJhbGciOiJIUzI1NiJ9.e30.AAAA"}},
    {"mention",
     fuzz_mention,
     {".1111元1.11天以后1111元",
      "昨晚十一点半到第二天凌晨两点多松风街道人民路与解放路交叉口128号3栋2单元501",
      "从上个月开始每周三连续三天,国庆期间22:00-6:00,2026年3月5日到3月8日,半小时前",
      "三千五百块 1.2万元 两百多块 ¥3,500.00 押金2000 三块五 一万二 5w",
      "199 0000 0001 +86-19900000001 (0571)87654321 400-123-4567 11010119900307457X",
      "浙A·12345 粤 AD12345 沪AD0001警 云溪松风物业管理有限公司第一分公司 好味来火锅店",
      "我家楼下 A3区联丰路G2栋320 地铁二号线云溪站B口 小区门口 3-2-501 和平路口"}},
};

struct chance {
    uint64_t state;
};

static uint64_t draw(struct chance *chance, uint64_t below)
{
    chance->state ^= chance->state << 13;
    chance->state ^= chance->state >> 7;
    chance->state ^= chance->state << 17;
    assert(below > 0);
    return chance->state % below;
}

struct input {
    uint8_t bytes[INPUT_MAX];
    size_t n;
};

static void take_sample(struct input *input, const struct fuzz_target *target,
                        struct chance *chance)
{
    size_t count = 0;
    while (count < SAMPLES_MAX && target->samples[count])
        count++;
    const char *sample = target->samples[draw(chance, count)];
    assert(sample);
    input->n = strlen(sample);
    memcpy(input->bytes, sample, input->n);
}

/* Moves the tail so that a gap of `in` bytes stands where `out` bytes stood. */
static bool make_gap(struct input *input, size_t at, size_t out, size_t in)
{
    if (input->n - out + in > INPUT_MAX)
        return false;
    memmove(input->bytes + at + in, input->bytes + at + out, input->n - at - out);
    input->n = input->n - out + in;
    return true;
}

static void insert_piece(struct input *input, struct chance *chance)
{
    static const char *const pieces[] = {"]]>",
                                         "<![CDATA[",
                                         "\"",
                                         "\\",
                                         "{",
                                         "[",
                                         "</",
                                         "&#0;",
                                         "\xff",
                                         "中",
                                         "\xed\xa0\x80",
                                         "😀",
                                         "-1",
                                         "99999999999999999999",
                                         "null",
                                         "%",
                                         "+",
                                         "\n",
                                         ":",
                                         ",",
                                         "\r\n",
                                         "# x\n",
                                         "、",
                                         " ",
                                         "“",
                                         "｜"};
    const char *piece = pieces[draw(chance, sizeof pieces / sizeof *pieces)];
    size_t at = draw(chance, input->n + 1), n = strlen(piece);
    if (make_gap(input, at, 0, n))
        memcpy(input->bytes + at, piece, n);
}

static void repeat_part(struct input *input, struct chance *chance)
{
    size_t at = draw(chance, input->n), n = 1 + draw(chance, input->n - at);
    if (make_gap(input, at, 0, n))
        memcpy(input->bytes + at, input->bytes + at + n, n);
}

static void change(struct input *input, struct chance *chance)
{
    if (input->n == 0)
        return;
    size_t at = draw(chance, input->n);
    switch (draw(chance, 5)) {
    case 0:
        input->bytes[at] = (uint8_t)draw(chance, 256);
        break;
    case 1:
        input->bytes[at] ^= (uint8_t)(1u << draw(chance, 8));
        break;
    case 2:
        make_gap(input, at, 1 + draw(chance, input->n - at), 0);
        break;
    case 3:
        insert_piece(input, chance);
        break;
    default:
        repeat_part(input, chance);
    }
}

static void run_target(const struct fuzz_target *target, uint64_t inputs, uint64_t seed)
{
    struct chance chance = {seed * 0x9e3779b97f4a7c15u + 1};
    struct input input;
    if (target->run == fuzz_lsp)
        inputs /= 8; /* each is a whole session */
    for (uint64_t i = 0; i < inputs; i++) {
        take_sample(&input, target, &chance);
        for (uint64_t changes = draw(&chance, CHANGES_MAX); changes > 0; changes--)
            change(&input, &chance);
        target->run(input.bytes, input.n);
    }
    printf("fuzz %s: %" PRIu64 " inputs, seed %" PRIu64 "\n", target->name, inputs, seed);
}

/* Each in a file of its own below FOLDER/TARGET, which is there. */
static bool write_samples(const struct fuzz_target *target, const char *folder)
{
    bool written = true;
    for (size_t i = 0; written && i < SAMPLES_MAX && target->samples[i]; i++) {
        char path[256];
        int n = snprintf(path, sizeof path, "%s/%s/sample-%zu", folder, target->name, i);
        FILE *file = (size_t)n < sizeof path ? fopen(path, "w") : NULL;
        written = file && fputs(target->samples[i], file) >= 0;
        written = file && fclose(file) == 0 && written;
    }
    return written;
}

static int write_all_samples(const char *folder)
{
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
        if (!write_samples(&targets[i], folder)) {
            fprintf(stderr, "could not write the samples of %s\n", targets[i].name);
            return 1;
        }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && !strcmp(argv[1], "--samples"))
        return write_all_samples(argv[2]);
    uint64_t inputs = argc > 1 ? strtoull(argv[1], NULL, 10) : DEFAULT_INPUTS;
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
    size_t count = sizeof targets / sizeof *targets;
    fprintf(stderr, "fuzz: seed %" PRIu64 "\n", seed);
    for (size_t i = 0; i < count; i++)
        run_target(&targets[i], inputs, seed);
    printf("%zu passed, 0 failed\n", count);
    return 0;
}
