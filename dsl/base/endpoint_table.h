/* What a 模型 block may say: ENDPOINT(name, zh, en, kind, least, most, needed, says). kind is
 *   LINE    a text,
 *   SECRET  only by reference, never in the rules,
 *   WHETHER 是 yes or 否 no,
 *   COUNT   a whole number from least to most. */
/* clang-format off */
ENDPOINT(ADDRESS, "地址", "address", LINE, 0, 0, true,
         "接口的地址，到 /v1 为止 / the interface's address up to /v1")
ENDPOINT(NAME, "名称", "name", LINE, 0, 0, true, "模型在那里的名称 / what the model is called there")
ENDPOINT(KEY, "密钥", "key", SECRET, 0, 0, false, "密钥从哪里取；本地的模型可以没有 / where its key is found; a local one may have none")
ENDPOINT(REPHRASE, "转述", "rephrase", WHETHER, 0, 0, false,
         "引用原文之后，再用白话转述一遍 / says a quoted answer again in plain words")
ENDPOINT(PROPOSE, "提议", "propose", WHETHER, 0, 0, false,
         "规则没有把握时，给调度台排一排候选 / orders the candidates for the desk where the rules abstain")
ENDPOINT(SECONDS, "限时", "seconds", COUNT, 1, 60, false, "最多等几秒，不写是 8 / how long to wait, 8 if not given")
ENDPOINT(REQUESTS_A_DAY, "每日次数", "requests_a_day", COUNT, 1, 1000000, true, "一天最多问几次 / requests a day")
ENDPOINT(TOKENS_A_DAY, "每日词元", "tokens_a_day", COUNT, 1000, 1000000000, true,
         "一天最多用多少词元 / tokens a day")
ENDPOINT(REQUESTS_A_MONTH, "每月次数", "requests_a_month", COUNT, 1, 30000000, false, "一个月最多问几次 / requests a month")
ENDPOINT(TOKENS_A_MONTH, "每月词元", "tokens_a_month", COUNT, 1000, 1000000000, false,
         "一个月最多用多少词元 / tokens a month")
/* clang-format on */
