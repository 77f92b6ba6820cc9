/* mask_names: who is named in a text, found by what stands around the name. A Chinese name is a
 * family name out of some hundred and one or two characters; alone that is no name (高新园), so it
 * counts only where it is announced, or where a title follows. Too much is covered rather than too
 * little: what is exported teaches which words belong to which office, and no office is found by
 * the name of a neighbour.
 *
 * Numbers are covered by mask_numbers(), which leaves a head and a tail for an officer who has to
 * recognise them. Outside the house nobody has to. */
#include "gateway/desk/mask_names.h"

#include "dsl/base/arena.h"
#include "dsl/base/buf.h"
#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"

enum { GIVEN_MOST = 2, CHARACTER = 3 /* bytes of one */ };

static const char family_names[] =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤";

static const char *const announcing[] = {
    "我叫", "名叫", "姓名是", "姓名：", "姓名:", "姓名", "联系人：", "联系人:", "联系人"};

static const char *const titles[] = {"先生", "女士", "小姐", "阿姨", "大爷", "大妈", "大叔", "叔叔",
                                     "奶奶", "爷爷", "老师", "师傅", "医生", "主任", "经理", "老板",
                                     "科长", "局长", "书记", "所长", "警官", "同志"};

static bool is_family_name(struct view character)
{
    const struct view all = {family_names, sizeof family_names - 1};
    for (size_t at = 0; character.n == CHARACTER && at < all.n; at += CHARACTER)
        if (memcmp(all.p + at, character.p, CHARACTER) == 0)
            return true;
    return false;
}

static struct view character_at(struct view text, size_t at)
{
    size_t end = at;
    if (at < text.n)
        utf8_next(text, &end);
    return view_sub(text, at, end);
}

static bool is_han(struct view character)
{
    size_t at = 0;
    uint32_t c = character.n ? utf8_next(character, &at) : 0;
    return c >= 0x4e00 && c <= 0x9fff;
}

static bool title_at(struct view text, size_t at)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (view_starts(view_sub(text, at, text.n), view_of(titles[i])))
            return true;
    return false;
}

static bool announced(struct view text, size_t at)
{
    for (size_t i = 0; i < sizeof announcing / sizeof *announcing; i++) {
        struct view words = view_of(announcing[i]);
        if (at >= words.n && view_eq(view_sub(text, at - words.n, at), words))
            return true;
    }
    return false;
}

/* Where the name that begins at `at` ends; `at` itself where there is none. */
static size_t name_end(struct view text, size_t at)
{
    struct view first = character_at(text, at);
    size_t end = at + first.n;
    if (!is_family_name(first))
        return at;
    for (int given = 0; given <= GIVEN_MOST; given++) {
        if (title_at(text, end))
            return end;
        struct view next = character_at(text, end);
        if (!is_han(next))
            break;
        if (given < GIVEN_MOST)
            end += next.n;
    }
    return announced(text, at) && end > at + first.n ? end : at;
}

static void put_without_names(struct view text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = name_end(text, at);
        if (end > at) {
            buf_text(out, "某");
        } else {
            end = at + character_at(text, at).n;
            buf_view(out, view_sub(text, at, end));
        }
        at = end;
    }
}

/* Bytes of the sign at `at` that may stand in a number; 0: none. Wide digits too. */
static size_t number_sign(struct view text, size_t at)
{
    char c = text.p[at];
    if ((c >= '0' && c <= '9') || c == '*' || c == 'X' || c == 'x' || c == '-' || c == ' ')
        return 1;
    size_t end = at;
    uint32_t wide = utf8_next(text, &end);
    return wide >= 0xff10 && wide <= 0xff19 ? end - at : 0;
}

/* A run of digits with stars in it becomes stars. */
static void put_without_ends(struct view text, struct buf *out)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at, n;
        while (end < text.n && (n = number_sign(text, end)) > 0)
            end += n;
        struct view run = view_sub(text, at, end);
        if (view_find(run, VIEW("*")) != SIZE_MAX)
            buf_text(out, "***");
        else if (end > at)
            buf_view(out, run);
        else
            buf_view(out, character_at(text, end));
        at = end > at ? end : at + character_at(text, at).n;
    }
}

struct view mask_people(struct view text, struct arena *arena)
{
    struct buf named, out;
    struct view numbers = mask_numbers(text, arena);
    buf_init(&named, 2 * text.n + CHARACTER);
    buf_init(&out, 2 * text.n + CHARACTER);
    put_without_names(numbers, &named);
    put_without_ends(buf_seen(&named), &out);
    struct view masked = buf_keep(&out, arena);
    buf_free(&named);
    buf_free(&out);
    return masked;
}
