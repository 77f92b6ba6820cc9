/* stance_deny: what a citizen says is not so. 不是 is among the commonest words there are and
 * denies a matter in one of ten places; so the turns in which it affirms, asks or compares are told
 * apart first, and what it covers ends early: one noun with what belongs to it. A word beyond that
 * counts as if nothing had been denied, which is the smaller fault of the two. */
#include "dsl/base/stance_scan.h"

#include "dsl/base/utf8.h"

enum { SCOPE = 40, HAN = 4, MISSING = 5, UNRELATED = 10 };

/* 是不是, 要不是 and their like: asked, supposed, or rather affirmed. */
static const char *const affirms_before = "是|要|怕|莫|岂|可|何尝|难道|别|如果|若|假如|以";
static const char *const affirms_behind =
    "不|没|很|太|特|第|说|应|吗|么|嘛|一|只|光|单|仅|所有|每|普通|"
    "简单|故意|随便";
/* clang-format off */
#define AFFIRMS_BEGIN(EACH) \
    EACH(U'不') EACH(U'没') EACH(U'很') EACH(U'太') EACH(U'特') EACH(U'第') EACH(U'说') EACH(U'应') \
    EACH(U'吗') EACH(U'么') EACH(U'嘛') EACH(U'一') EACH(U'只') EACH(U'光') EACH(U'单') EACH(U'仅') \
    EACH(U'所') EACH(U'每') EACH(U'普') EACH(U'简') EACH(U'故') EACH(U'随')
/* clang-format on */
static const struct few affirms_begin = FEW(AFFIRMS_BEGIN);
static const char *const scope_ends = "是|就|而|但|也|都|还|却|不|没";
#define SCOPE_ENDS(EACH)                                                                           \
    EACH(U'是')                                                                                    \
    EACH(U'就')                                                                                    \
    EACH(U'而') EACH(U'但') EACH(U'也') EACH(U'都') EACH(U'还') EACH(U'却') EACH(U'不') EACH(U'没')
static const struct few scope_may_end = FEW(SCOPE_ENDS);

static size_t skip_blank(struct view text, size_t at)
{
    return at < text.n && text.p[at] == ' ' ? at + 1 : at;
}

/* How far a denial reaches that begins at this byte. */
static size_t scope_end(struct view text, size_t from)
{
    size_t at = from;
    for (int used = 0; at < text.n && used < SCOPE; used += text.p[at] & 0x80 ? 0 : 1) {
        uint32_t c = utf8_peek(text, at);
        bool ends = at > from && few_may(&scope_may_end, c) && stance_follows(text, at, scope_ends);
        if (stance_mark(text, at) || ends ||
            (c < 0x80 && stance_follows(text, at, " but | it |it is |it's ")))
            break;
        if (text.p[at] & 0x80)
            used += HAN;
        utf8_next_inline(text, &at);
    }
    return at;
}

/* 不是…吗, 不是…?, 不是骗人是什么: the citizen says that it is so. */
static bool rhetorical(struct view text, size_t from, size_t to)
{
    size_t end = stance_clause_end(text, from);
    return (end < text.n && text.p[end] == '?') ||
           stance_precedes(text, from, end, "吗|么|嘛") != SIZE_MAX ||
           (to < text.n && stance_follows(text, to, "是什么|是啥|还是什么|还能是什么"));
}

/* 不是施工就是装修: one of the two; but 不是要投诉，就是问问. */
static bool either_or(struct view text, size_t from, size_t to)
{
    size_t at = to;
    if (stance_follows(text, from, "要|想|来"))
        return false;
    while (at < text.n && (text.p[at] == ',' || text.p[at] == ' '))
        at++;
    return at < text.n && stance_follows(text, at, "就是|便是|即是");
}

static bool reported(const struct stance_scan *scan, size_t at)
{
    return stance_at(scan->out, scan->n, at) == STANCE_REPORTED;
}

/* 根本不是: a clause of nothing else takes back the one before it. */
static bool take_back(struct stance_scan *scan, size_t at, size_t behind)
{
    struct view text = scan->text;
    size_t front = scan->clause, rest;
    while (front < at &&
           (rest = stance_follows(text, front,
                                  "根本|其实|完全|压根|绝对|明明|但是|但|可是|可|才|都|也|"
                                  "并|又|那|这|肯定|实际上")) != 0)
        front = rest;
    size_t end = stance_follows(text, behind, "这样的|这样|这么回事|那么回事|这回事|的|了");
    end = end ? end : behind;
    if (front != at || scan->before == scan->ended || (end < text.n && !stance_mark(text, end)))
        return false;
    stance_add(scan, STANCE_DENIED, scan->before, scan->ended);
    return true;
}

/* Behind a negator that ends at this byte. */
static void deny_behind(struct stance_scan *scan, size_t at, size_t behind)
{
    struct view text = scan->text;
    size_t from = skip_blank(text, behind);
    if (stance_precedes(text, scan->clause, at, affirms_before) != SIZE_MAX ||
        (few_may(&affirms_begin, utf8_peek(text, from)) &&
         stance_follows(text, from, affirms_behind)) ||
        take_back(scan, at, behind) || reported(scan, at))
        return;
    size_t to = scope_end(text, from);
    if (!rhetorical(text, from, to) && !either_or(text, from, to))
        stance_add(scan, STANCE_DENIED, from, to);
}

/* 没有异味，就是吵: only what comes behind says that nothing is missed. */
static void deny_missing(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t from = stance_follows(text, at, "没有|没"), to = from;
    for (int i = 0; i < MISSING && to < text.n && !stance_mark(text, to); i++)
        utf8_next_inline(text, &to);
    if (to < text.n && text.p[to] == ',' && !reported(scan, at) &&
        stance_follows(text, to + 1, "就是|只是|仅仅是"))
        stance_add(scan, STANCE_DENIED, from, to);
}

/* 这跟施工无关. */
static void deny_unrelated(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t from = at;
    for (int i = 0; i < UNRELATED && from > scan->clause && !reported(scan, at); i++) {
        do
            from--;
        while (from > scan->clause && (text.p[from] & 0xc0) == 0x80);
        size_t behind = stance_follows(text, from, "与|跟|和|同");
        if (behind) {
            stance_add(scan, STANCE_DENIED, behind, at);
            return;
        }
    }
}

/* "not the lamp but ...", "it is the bar, not the neighbours"; but "not the first time". */
static bool names_another(const struct stance_scan *scan, size_t at, size_t behind)
{
    struct view text = scan->text;
    size_t noun = stance_follows(text, behind, "the |a |an |my |our |this |that ");
    return skip_blank(text, scan->clause) == at && noun &&
           !stance_follows(text, noun, "first|only|best|same|last|usual|right");
}

static void deny_english(struct stance_scan *scan, size_t at)
{
    struct view text = scan->text;
    size_t behind = stance_follows(text, at, "not ");
    bool word = at == 0 || text.p[at - 1] == ' ';
    if (!word)
        return;
    if (stance_follows(text, at, "isn't"))
        behind = stance_follows(text, at + strlen("isn't"), " about| because");
    else if (behind && !stance_follows(text, behind, "because|about|from") &&
             !names_another(scan, at, behind) &&
             stance_precedes(text, 0, at, "it's |it is |this is |that is |that's ") == SIZE_MAX)
        behind = 0;
    if (behind)
        deny_behind(scan, at, behind);
}

void stance_deny(struct stance_scan *scan, size_t at, uint32_t c)
{
    struct view text = scan->text;
    size_t behind;
    switch (c) {
    case U'没':
        if (stance_follows(text, at, "没关系|没有关系"))
            deny_unrelated(scan, at);
        else
            deny_missing(scan, at);
        break;
    case U'无':
        if (stance_follows(text, at, "无关"))
            deny_unrelated(scan, at);
        break;
    case 'n':
    case 'i':
        deny_english(scan, at);
        break;
    default:
        behind = stance_follows(text, at, "不是|并非|绝非|而非");
        if (behind && utf8_peek(text, behind) != U'法')
            deny_behind(scan, at, behind);
    }
}
