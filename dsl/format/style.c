/* style: how each kind of node is written. The one place that has to be told of a new kind: the
 * switch has no default, so a kind that is missing here does not compile.
 *
 * A clause takes a line. Five go on the line of the one before, because together they say one
 * thing: who (交 and 协办), that it is urgent and until when, a role and where it is played. */
#include "dsl/format/script.h"

enum style style_of(enum node_kind kind)
{
    switch (kind) {
    case NODE_RULES:
        return STYLE_ROOT;
    case NODE_DISTRICT:
    case NODE_AREA:
    case NODE_UNIT:
    case NODE_CALENDAR:
    case NODE_WORD_LIST:
    case NODE_CLOCK:
    case NODE_CATEGORY:
    case NODE_FACT:
    case NODE_DUTY:
    case NODE_TAG:
    case NODE_NUMBER_DEF:
    case NODE_DATE_DEF:
    case NODE_POLICY:
    case NODE_NOTICE:
    case NODE_GUIDE:
    case NODE_PHRASE:
    case NODE_CHANNEL:
    case NODE_TEST:
    case NODE_TABLE:
    case NODE_RETIRE:
        return STYLE_BLOCK;
    case NODE_PERIOD:
    case NODE_VALUE:
    case NODE_SETTING:
    case NODE_HOLIDAY:
        return STYLE_ROW;
    case NODE_COLUMN:
        return STYLE_HEADING;
    case NODE_ROW:
        return STYLE_CELLS;
    case NODE_LANGUAGES:
    case NODE_USE_CLOCK:
    case NODE_HOTLINE:
    case NODE_ROLE:
    case NODE_SERVES:
    case NODE_PARENT:
    case NODE_REMIT:
    case NODE_HOURS:
    case NODE_CONTACT:
    case NODE_WORKDAY:
    case NODE_ACCEPT:
    case NODE_HANDLE:
    case NODE_REMIND:
    case NODE_ESCALATE:
    case NODE_EXTEND:
    case NODE_REDO:
    case NODE_SUPERVISE:
    case NODE_CODE:
    case NODE_BASIS:
    case NODE_OWNER:
    case NODE_RECOGNISE:
    case NODE_OTHERWISE:
    case NODE_WHEN:
    case NODE_ASSIGN:
    case NODE_WHERE:
    case NODE_ASSIST:
    case NODE_URGENT:
    case NODE_WITHIN:
    case NODE_COLLECT:
    case NODE_OVER:
    case NODE_ANSWER:
    case NODE_LIKE:
    case NODE_GIVEN:
    case NODE_LEVEL:
    case NODE_BY:
    case NODE_WINDOW:
    case NODE_GRANT:
    case NODE_WAY:
    case NODE_TEXT:
    case NODE_PUSH:
    case NODE_TO:
    case NODE_STEP:
    case NODE_MATERIAL:
    case NODE_CITIZEN:
    case NODE_ENTERPRISE:
    case NODE_EXPECT:
        return STYLE_CLAUSE;
    case NODE_AND:
    case NODE_OR:
        return STYLE_CHOICE;
    case NODE_DISPLAY:
        return STYLE_DISPLAY;
    case NODE_WORDS:
        return STYLE_WORDS;
    case NODE_POINT:
    case NODE_RATIO:
        return STYLE_TIGHT;
    case NODE_NAME:
    case NODE_LIST_REF:
        return STYLE_NAME;
    case NODE_STRING:
    case NODE_NUMBER:
    case NODE_DATE:
    case NODE_TIME:
    case NODE_RANGE:
    case NODE_DURATION:
    case NODE_SEQUENCE:
    case NODE_NAMES:
    case NODE_DATETIME:
    case NODE_NOT:
    case NODE_PAREN:
    case NODE_IS:
    case NODE_EQUAL:
    case NODE_UNEQUAL:
    case NODE_WITHIN_SET:
    case NODE_LESS:
    case NODE_LESS_EQUAL:
    case NODE_GREATER:
    case NODE_GREATER_EQUAL:
    case NODE_BEFORE:
    case NODE_AFTER:
    case NODE_NOT_BEFORE:
    case NODE_NOT_AFTER:
    case NODE_AT:
    case NODE_ENV:
    case NODE_FILE:
    case NODE_DERIVED:
    case NODE_EXPECT_CATEGORY:
    case NODE_EXPECT_DUTY:
    case NODE_EXPECT_UNIT:
    case NODE_EXPECT_ASSIST:
    case NODE_EXPECT_URGENT:
    case NODE_EXPECT_WITHIN:
    case NODE_EXPECT_DUE:
    case NODE_EXPECT_KIND:
    case NODE_EXPECT_OTHERWISE:
    case NODE_EXPECT_ASK:
    case NODE_EXPECT_POLICY:
    case NODE_BECAUSE:
    case NODE_ONLY_BECAUSE:
    case NODE_HEIR:
    case NODE_CELL:
    case NODE_KINDS:
        return STYLE_PART;
    }
    return STYLE_PART;
}

bool style_joins(enum node_kind before, enum node_kind kind)
{
    static const struct {
        enum node_kind before, kind;
    } pairs[] = {
        {NODE_ASSIGN, NODE_ASSIST}, {NODE_ASSIGN, NODE_URGENT},    {NODE_ASSIST, NODE_URGENT},
        {NODE_URGENT, NODE_WITHIN}, {NODE_URGENT, NODE_USE_CLOCK}, {NODE_ROLE, NODE_SERVES},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (pairs[i].before == before && pairs[i].kind == kind)
            return true;
    }
    return false;
}
