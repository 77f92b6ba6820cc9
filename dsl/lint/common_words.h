/* Words that stand in any message whatever it is about: WORD("folded"). Whoever makes one of them a
 * word of a category gets half of the city's messages into it. */
/* clang-format off */
WORD("我") WORD("我们") WORD("我家") WORD("你") WORD("你们") WORD("您") WORD("他") WORD("他们") WORD("她") WORD("大家") WORD("自己")
WORD("别人") WORD("有人") WORD("这") WORD("那") WORD("这个") WORD("那个") WORD("这里") WORD("那里") WORD("这边") WORD("那边") WORD("这种")
WORD("这样") WORD("那样") WORD("什么") WORD("怎么") WORD("怎么办") WORD("怎样") WORD("为什么") WORD("哪里") WORD("多少") WORD("是不是")
WORD("有没有") WORD("能不能") WORD("可不可以") WORD("可以") WORD("不可以") WORD("能") WORD("不能") WORD("是") WORD("不是") WORD("有")
WORD("没有") WORD("要") WORD("不要") WORD("想") WORD("请") WORD("请问") WORD("麻烦") WORD("谢谢") WORD("你好") WORD("您好") WORD("帮忙")
WORD("希望") WORD("问题") WORD("情况") WORD("反映") WORD("处理") WORD("解决") WORD("投诉") WORD("举报") WORD("咨询") WORD("求助") WORD("部门")
WORD("有关部门") WORD("相关部门") WORD("领导") WORD("今天") WORD("昨天") WORD("明天") WORD("现在") WORD("已经") WORD("一直") WORD("经常") WORD("每天")
WORD("天天") WORD("最近") WORD("刚才") WORD("时候") WORD("一个") WORD("很多") WORD("非常") WORD("特别") WORD("真的") WORD("因为") WORD("所以") WORD("但是")
WORD("如果") WORD("还是") WORD("而且") WORD("然后") WORD("小区") WORD("门口") WORD("附近") WORD("旁边") WORD("楼下") WORD("楼上") WORD("地方")
WORD("影响") WORD("严重") WORD("居民") WORD("市民") WORD("业主") WORD("群众") WORD("老百姓")
WORD("i") WORD("we") WORD("you") WORD("he") WORD("they") WORD("it") WORD("the") WORD("a") WORD("an") WORD("this") WORD("that") WORD("is") WORD("are") WORD("not")
WORD("and") WORD("or") WORD("please") WORD("hello") WORD("help") WORD("thanks") WORD("problem") WORD("can") WORD("what") WORD("how") WORD("why") WORD("here") WORD("there")
WORD("today") WORD("now") WORD("in") WORD("on") WORD("at") WORD("to") WORD("of")
