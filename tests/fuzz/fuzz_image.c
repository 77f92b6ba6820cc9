/* An image that somebody edited: bytes are changed at the places the input names and the checksum
 * is made right again. Either it is refused, or everything that can be asked of it is answered. */
#include "dsl/compile/compile.h"

#include "tests/fuzz/fuzz.h"
#include "tests/unit/use_image.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { IMAGE_ARENA_MAX = 1 << 26, IMAGE_OUT_MAX = 1 << 22, EDIT = 4 };

static const char image_rules[] =
    "单位 甲局 \"甲局\" { 联系 \"19900000001\" }\n"
    "单位 东办 \"东办\" { 角色 街道 辖区 云区 联系 \"19900000002\" }\n"
    "区域 云区 { 东街: \"东街口\" { 花园小区 }\n 西街 }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:00..17:00\n 节假日 \"某日\" 2026-05-04 }\n"
    "时段 夜间 22:00..06:00 \"半夜\"\n"
    "类别 噪声 \"噪声\" {\n 识别 \"噪音\"、\"太吵\"\n"
    " 要素 声源 \"哪里?\" { 施工 \"工地\": \"打桩\"\n 商铺 \"店\": \"店\" .. \"喇叭\" }\n"
    " 事项 \"01\" \"夜间施工\" { 当 声源 = 施工 且 时刻 在 夜间 优先于 \"02\" 交 甲局 协办 街道 急 "
    "期限 4 小时 "
    "例 \"半夜打桩\" }\n"
    " 事项 \"02\" \"施工\" { 当 声源 = 施工 交 街道 其中 区域 在 西街 交 甲局 期限 5 工作日 "
    "例 \"白天10点打桩\" }\n"
    " 事项 \"03\" \"炸街\" { 识别 \"炸街\" 交 甲局 例 \"炸街\"\n"
    " 说法 \"隔壁一早咚咚咚地砸墙\"、\"排气管轰隆隆的\" }\n 否则 交 甲局\n}\n"
    "标签 高企 \"高企\"\n标签 行业 \"行业\" { 软件 \"软件\"\n 食品 \"食品\" }\n"
    "数值 投入 \"投入\" 万元\n数值 营收 \"营收\" 万元\n数值 强度 \"强度\" = 投入 / 营收\n日期 成立 "
    "\"成立\"\n"
    "政策 奖 \"奖\" 级别 区 发布 甲局 { 受理期 2026-03-01..2026-09-30\n"
    " 当 高企 且 行业 = 软件 且 强度 >= 5% 且 成立 早于 2024-01-01\n 兑现 20 万元\n 方式 申报\n "
    "正文 \"a.md\" }\n";

static bool image_make(struct buf *image)
{
    struct arena arena;
    struct view why;
    arena_init(&arena, IMAGE_ARENA_MAX);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct tree *tree = ARENA_NEW(&arena, struct tree);
    tree->arena = &arena;
    sources_add(&sources, VIEW("a.zd"), view_of(image_rules));
    tree_parse(tree, &sources, &diags);
    struct model *model = check_rules(&arena, tree, &sources, NULL, &diags);
    bool made = !diags.errors && compile_image(model, image, &why);
    arena_free(&arena);
    return made;
}

/* Four bytes an edit: where, and what the byte becomes. */
static void image_edit(struct buf *image, const uint8_t *data, size_t size)
{
    for (size_t i = 0; i + EDIT <= size; i += EDIT) {
        size_t at = (size_t)data[i] << 16 | (size_t)data[i + 1] << 8 | data[i + 2];
        image->p[at % image->n] = (char)data[i + 3];
    }
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct buf image;
    struct arena arena;
    struct rules rules;
    buf_init(&image, IMAGE_OUT_MAX);
    PROMISE(image_make(&image));
    arena_init(&arena, IMAGE_ARENA_MAX);
    image_edit(&image, data, size);
    image_reseal(image.p, image.n);
    if (rules_open(&rules, image.p, image.n) == RULES_OK) {
        image_use_texts(&rules, &arena);
        image_use_offers(&rules, &arena);
        (void)image_use_nouns(&rules);
    }
    buf_free(&image);
    arena_free(&arena);
    return 0;
}
