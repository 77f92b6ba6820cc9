/* city_words: what the invented city of city.c is made of. Each line is one thing with the ways
 * people say it, the first being its name; blanks stand between. Six families of grievances, three
 * classes to a family, twelve objects to a class. X-macros. */
#ifndef ZHIDA_CITY_WORDS_H
#define ZHIDA_CITY_WORDS_H

/* Twenty-one to a family, family after family. */
#define CITY_GRIEVANCES(GRIEVANCE)                                                                 \
    GRIEVANCE("损坏 坏了 坏掉 用不了")                                                             \
    GRIEVANCE("缺失 不见了 丢了 少了一块")                                                         \
    GRIEVANCE("倾斜 歪了 歪斜 斜着")                                                               \
    GRIEVANCE("松动 晃动 松了 摇摇晃晃")                                                           \
    GRIEVANCE("脏污 很脏 脏得不行 全是灰")                                                         \
    GRIEVANCE("异响 咣当响 咯噔响 哐哐响")                                                         \
    GRIEVANCE("漏水 渗水 滴水 冒水")                                                               \
    GRIEVANCE("开裂 裂缝 裂了 裂开")                                                               \
    GRIEVANCE("生锈 锈蚀 锈穿 掉漆")                                                               \
    GRIEVANCE("被遮挡 被挡住 看不见 看不清")                                                       \
    GRIEVANCE("堵塞 堵住 不通了 堵死")                                                             \
    GRIEVANCE("塌陷 下沉 陷下去 塌了")                                                             \
    GRIEVANCE("破损 破了 破洞 破烂")                                                               \
    GRIEVANCE("褪色 掉色 磨没了 模糊不清")                                                         \
    GRIEVANCE("被盗 被偷 偷走 被人拆了")                                                           \
    GRIEVANCE("漏电 带电 麻手 冒火花")                                                             \
    GRIEVANCE("积水 存水 泡水 淹了")                                                               \
    GRIEVANCE("没修好 修了一半 修完又坏 烂尾")                                                     \
    GRIEVANCE("设置不合理 位置不对 装错位置 装得太高")                                             \
    GRIEVANCE("数量不够 太少 不够用 没有安装")                                                     \
    GRIEVANCE("倒伏 倒了 砸下来 快倒了")                                                           \
    GRIEVANCE("占道 占路 挡道 占了半边路")                                                         \
    GRIEVANCE("堵门 堵门口 挡门 堵大门")                                                           \
    GRIEVANCE("喧哗 吵人 吵得慌 大喊大叫")                                                         \
    GRIEVANCE("乱停乱放 乱停 乱放 停得横七竖八")                                                   \
    GRIEVANCE("逆行 反着走 逆着开 走反道")                                                         \
    GRIEVANCE("不避让 不让路 不让行 抢道")                                                         \
    GRIEVANCE("超速 开得飞快 速度太快 横冲直撞")                                                   \
    GRIEVANCE("乱扔垃圾 满地垃圾 扔得到处都是 走了不收拾")                                         \
    GRIEVANCE("乱收费 多收钱 收费不合理 坐地起价")                                                 \
    GRIEVANCE("无证 没有证 没牌照 无照")                                                           \
    GRIEVANCE("屡禁不止 又来了 天天来 赶走又来")                                                   \
    GRIEVANCE("冲突 打架 吵架 骂人")                                                               \
    GRIEVANCE("冒黑烟 油烟大 烟熏火燎 烟太大")                                                     \
    GRIEVANCE("长期不走 停了几个月 一直不走 放了半年")                                             \
    GRIEVANCE("遮挡号牌 没挂号牌 号牌看不清 套牌")                                                 \
    GRIEVANCE("撒漏 洒了一路 掉渣 漏一地")                                                         \
    GRIEVANCE("拉客 揽客 强行推销 拦着人")                                                         \
    GRIEVANCE("侵占绿地 压绿化 占绿地 踩草坪")                                                     \
    GRIEVANCE("占用盲道 占盲道 压盲道 堵盲道")                                                     \
    GRIEVANCE("超载 超员 装太满 拉太多人")                                                         \
    GRIEVANCE("管理混乱 没有人管 看管不到位 秩序混乱")                                             \
    GRIEVANCE("超标 超了标准 数值超标 测出来超")                                                   \
    GRIEVANCE("轰鸣 轰隆响 嗡嗡响 响个不停")                                                       \
    GRIEVANCE("气味刺鼻 臭气熏天 难闻 一股怪味")                                                   \
    GRIEVANCE("扬尘 灰大 尘土飞扬 一层灰")                                                         \
    GRIEVANCE("污水横流 脏水直流 流黑水 淌黑水")                                                   \
    GRIEVANCE("偷排 偷偷排放 直排 暗管排放")                                                       \
    GRIEVANCE("震动 震得慌 桌子都在抖 跟着震")                                                     \
    GRIEVANCE("焚烧 烧东西 点火烧 烧得冒烟")                                                       \
    GRIEVANCE("油污 油腻 一层油 油花漂着")                                                         \
    GRIEVANCE("光污染 光太亮 晃眼睛 刺眼")                                                         \
    GRIEVANCE("发黑发臭 又黑又臭 变黑 发绿")                                                       \
    GRIEVANCE("泡沫多 白沫 起泡沫 一层白沫")                                                       \
    GRIEVANCE("蚊蝇滋生 苍蝇多 蚊子成群 生蛆")                                                     \
    GRIEVANCE("露天堆放 没有盖布 敞着堆 随便堆")                                                   \
    GRIEVANCE("渗漏 漏液 渗到地里 流到田里")                                                       \
    GRIEVANCE("设备停用 设备没开 不开设备 净化没开")                                               \
    GRIEVANCE("未批先建 没有手续 手续不全 偷着开工")                                               \
    GRIEVANCE("监测造假 数据造假 假数据 临检才停")                                                 \
    GRIEVANCE("距离太近 离住户太近 紧挨着居民楼 对着窗户")                                         \
    GRIEVANCE("整改不力 罚了还排 整改没用 换个名字再开")                                           \
    GRIEVANCE("危险废物 有毒废料 废酸 废渣乱倒")                                                   \
    GRIEVANCE("变质 馊了 发霉 坏掉了")                                                             \
    GRIEVANCE("过期 过了保质期 日期涂改 改日期")                                                   \
    GRIEVANCE("掺假 假货 冒牌 以次充好")                                                           \
    GRIEVANCE("有异物 吃出头发 吃出虫子 有虫子")                                                   \
    GRIEVANCE("涨价 价格翻倍 哄抬价格 漫天要价")                                                   \
    GRIEVANCE("缺斤短两 分量不足 秤不准 少给")                                                     \
    GRIEVANCE("不退款 不给退 拒绝退款 拖着不退")                                                   \
    GRIEVANCE("虚假宣传 夸大功效 和宣传不符 吹得天花乱坠")                                         \
    GRIEVANCE("没有小票 不开发票 不给开票 拒开发票")                                               \
    GRIEVANCE("吃坏肚子 上吐下泻 食物中毒 拉肚子")                                                 \
    GRIEVANCE("过敏 起疹子 烂脸 皮肤红肿")                                                         \
    GRIEVANCE("质量差 用两天就坏 做工粗糙 开线")                                                   \
    GRIEVANCE("霸王条款 概不退换 最低消费 强制消费")                                               \
    GRIEVANCE("卷款跑路 关门跑路 老板跑了 人去楼空")                                               \
    GRIEVANCE("没有标签 三无 没生产日期 没写厂家")                                                 \
    GRIEVANCE("卫生差 后厨脏 有老鼠 有蟑螂")                                                       \
    GRIEVANCE("服务差 爱理不理 翻脸不认 甩脸色")                                                   \
    GRIEVANCE("泄露信息 个人信息泄露 被推销电话 卖我信息")                                         \
    GRIEVANCE("安全隐患 会爆炸 起火 烫伤人")                                                       \
    GRIEVANCE("不保修 不给修 拒绝保修 售后推诿")                                                   \
    GRIEVANCE("诱导老人 骗老人 忽悠老人 哄老人买")                                                 \
    GRIEVANCE("办不下来 迟迟不批 一直没批 卡着不办")                                               \
    GRIEVANCE("材料太多 反复要材料 来回补材料 跑了五趟")                                           \
    GRIEVANCE("没到账 没发下来 钱没发 一直不到账")                                                 \
    GRIEVANCE("金额不对 算少了 少发 算错了")                                                       \
    GRIEVANCE("推诿 互相推 踢皮球 推来推去")                                                       \
    GRIEVANCE("排队太久 排不上 等半天 排了一上午")                                                 \
    GRIEVANCE("系统报错 登录不上 网上办不了 页面打不开")                                           \
    GRIEVANCE("电话打不通 没人接电话 一直占线 打不进")                                             \
    GRIEVANCE("查不到记录 查询不到 没有记录 信息对不上")                                           \
    GRIEVANCE("信息登错 名字写错 登记错了 录错了")                                                 \
    GRIEVANCE("违规招人 走后门 暗箱操作 不公开")                                                   \
    GRIEVANCE("强制报名 强制购买 逼着交钱 不交不行")                                               \
    GRIEVANCE("欺负人 被打了 挨骂 体罚")                                                           \
    GRIEVANCE("拖欠 欠着不给 拖了三个月 拖着不发")                                                 \
    GRIEVANCE("被停了 突然停发 断缴 被取消")                                                       \
    GRIEVANCE("转移不了 转不过来 转移慢 接续不上")                                                 \
    GRIEVANCE("政策不清楚 说法不一 没人说得清 口径不同")                                           \
    GRIEVANCE("名额不够 报不上名 抢不到 名额少")                                                   \
    GRIEVANCE("违规扣钱 乱扣钱 无故扣除 扣得莫名其妙")                                             \
    GRIEVANCE("环境差 设施陈旧 条件太差 夏天没空调")                                               \
    GRIEVANCE("资质可疑 没有资质 冒名顶替 挂靠证书")                                               \
    GRIEVANCE("失灵 失效 不起作用 一直报警")                                                       \
    GRIEVANCE("停运 停用 停了好几天 用不成")                                                       \
    GRIEVANCE("占用 被占了 被人占用 占为己有")                                                     \
    GRIEVANCE("堆放杂物 堆满东西 堆纸箱 放满柜子")                                                 \
    GRIEVANCE("上锁 锁着 锁死 打不开")                                                             \
    GRIEVANCE("脱落 掉下来 掉皮 往下掉")                                                           \
    GRIEVANCE("返潮 长霉斑 墙面发黑 潮得滴水")                                                     \
    GRIEVANCE("拆改 私自改动 敲掉承重 砸了重装")                                                   \
    GRIEVANCE("没有公示 不公示 账目不清 去向不明")                                                 \
    GRIEVANCE("涨收费 费用涨了 重复收费 收费没依据")                                               \
    GRIEVANCE("维修慢 报修没人来 拖着不修 一个月没修")                                             \
    GRIEVANCE("无人值守 没人值班 人不在岗 睡岗")                                                   \
    GRIEVANCE("夹人 困人 卡住人 差点夹到")                                                         \
    GRIEVANCE("飞线 拉线充电 乱拉电线 电线裸露")                                                   \
    GRIEVANCE("味道呛人 冒烟味 焦糊味 一股煤气味")                                                 \
    GRIEVANCE("过了年检 没有年检 检验过期 合格证过期")                                             \
    GRIEVANCE("压力不足 没压力 水压低 压力不够")                                                   \
    GRIEVANCE("违规操作 没戴安全帽 不戴安全绳 没人监护")                                           \
    GRIEVANCE("验收不过 没验收就用 交付不符 图纸不符")                                             \
    GRIEVANCE("温度不够 冷得要命 不热 温度太低")                                                   \
    GRIEVANCE("虫害 白蚁 蛀空 老鼠咬")

/* CLASS(name, display, unit, words of the class), then its OBJECT(ways to say it), the twelfth as
 * LAST. */
#define CITY_CLASSES(CLASS, OBJECT, LAST)                                                          \
    CLASS("市政道路", "Roads", "市住建局", "修路 路政")                                            \
    OBJECT("人行道 人行步道 便道砖")                                                               \
    OBJECT("机动车道 行车道 快车道")                                                               \
    OBJECT("井盖 窨井盖 下水井盖")                                                                 \
    OBJECT("路沿石 马路牙子 道牙")                                                                 \
    OBJECT("桥栏杆 桥面护栏 桥上栏杆")                                                             \
    OBJECT("过街天桥 人行天桥 天桥台阶")                                                           \
    OBJECT("地下通道 过街地道 下穿通道")                                                           \
    OBJECT("盲道砖 盲人道 导盲砖")                                                                 \
    OBJECT("雨水箅子 雨箅子 雨水口")                                                               \
    OBJECT("减速带 减速板 缓冲带")                                                                 \
    OBJECT("伸缩缝 桥缝 桥头接缝")                                                                 \
    LAST("挡土墙 护坡墙 边坡石")                                                                   \
    CLASS("公用设施", "Public facilities", "市城管局", "公共设施 市政设施")                        \
    OBJECT("路灯 街灯 灯杆")                                                                       \
    OBJECT("公交站台 候车亭 站牌")                                                                 \
    OBJECT("公共厕所 公厕 卫生间门板")                                                             \
    OBJECT("垃圾桶 果皮箱 分类箱")                                                                 \
    OBJECT("健身器材 健身架 单杠")                                                                 \
    OBJECT("休闲座椅 公园长椅 石凳")                                                               \
    OBJECT("公交卡机 充值机 自助机")                                                               \
    OBJECT("电缆箱 变电箱 配电柜")                                                                 \
    OBJECT("通信杆 电线杆 弱电井")                                                                 \
    OBJECT("消防栓 消火栓 取水栓")                                                                 \
    OBJECT("指路牌 路名牌 导向牌")                                                                 \
    LAST("自行车棚 车棚 充电棚")                                                                   \
    CLASS("园林绿化", "Parks and greening", "市园林局", "绿化 园林")                               \
    OBJECT("行道树 路树 街边大树")                                                                 \
    OBJECT("草坪灯 庭院灯 景观灯")                                                                 \
    OBJECT("树池箅子 树池 树坑盖")                                                                 \
    OBJECT("绿化带围栏 绿篱护栏 花坛栏杆")                                                         \
    OBJECT("花箱 花盆 花钵")                                                                       \
    OBJECT("喷泉 喷水池 水景")                                                                     \
    OBJECT("凉亭 廊架 花架廊")                                                                     \
    OBJECT("木栈道 栈桥 亲水平台")                                                                 \
    OBJECT("滑梯 秋千 儿童沙坑")                                                                   \
    OBJECT("假山 雕塑 景石")                                                                       \
    OBJECT("浇灌管 喷灌头 浇水管")                                                                 \
    LAST("树木支架 撑杆 支撑木")                                                                   \
    CLASS("市容秩序", "Street order", "市城管局", "市容 城管")                                     \
    OBJECT("流动摊贩 路边摊 小摊小贩")                                                             \
    OBJECT("烧烤摊 烤串摊 大排档")                                                                 \
    OBJECT("早餐车 煎饼车 早点摊")                                                                 \
    OBJECT("水果车 卖瓜车 水果贩子")                                                               \
    OBJECT("废品回收点 收破烂的 废品站")                                                           \
    OBJECT("洗车点 路边洗车 洗车店")                                                               \
    OBJECT("修车铺 补胎摊 修理铺")                                                                 \
    OBJECT("花圈店 殡葬用品店 寿衣店")                                                             \
    OBJECT("发传单的 小广告员 派单员")                                                             \
    OBJECT("乞讨人员 要饭的 卖艺的")                                                               \
    OBJECT("夜市 跳蚤市场 马路市场")                                                               \
    LAST("宠物摊 卖狗的 活禽贩")                                                                   \
    CLASS("停车管理", "Parking", "市停车办", "停车 车位")                                          \
    OBJECT("共享单车 单车 小黄车")                                                                 \
    OBJECT("共享电单车 电单车 共享电驴")                                                           \
    OBJECT("电动自行车 电瓶车 电动车")                                                             \
    OBJECT("三轮车 电三轮 三蹦子")                                                                 \
    OBJECT("老年代步车 老头乐 代步车")                                                             \
    OBJECT("僵尸车 报废车 废弃车")                                                                 \
    OBJECT("私家车 小轿车 小汽车")                                                                 \
    OBJECT("房车 拖挂车 露营车")                                                                   \
    OBJECT("停车场收费员 看车人 收停车费的")                                                       \
    OBJECT("代客泊车 泊车员 代泊")                                                                 \
    OBJECT("新能源占位车 油车占位 充电位车")                                                       \
    LAST("快递车 送货车 配送车")                                                                   \
    CLASS("交通秩序", "Traffic", "市交警支队", "交通违法 堵车")                                    \
    OBJECT("出租车 的士 出租司机")                                                                 \
    OBJECT("网约车 快车司机 顺风车")                                                               \
    OBJECT("公交车 公共汽车 公交司机")                                                             \
    OBJECT("渣土车 土方车 泥头车")                                                                 \
    OBJECT("大货车 货车 重卡")                                                                     \
    OBJECT("校车 接送车 幼儿班车")                                                                 \
    OBJECT("旅游大巴 大巴车 长途客车")                                                             \
    OBJECT("摩托车 机车 改装摩托")                                                                 \
    OBJECT("外卖骑手 外卖员 送餐员")                                                               \
    OBJECT("危化品车 油罐车 液化气车")                                                             \
    OBJECT("水泥搅拌车 搅拌车 商砼车")                                                             \
    LAST("黑车 黑摩的 拉客面包车")                                                                 \
    CLASS("噪声污染", "Noise", "市生态环境局", "噪音 噪声 扰民")                                   \
    OBJECT("建筑工地 工地 施工现场")                                                               \
    OBJECT("歌舞厅 卡拉厅 练歌房")                                                                 \
    OBJECT("酒吧 夜店 清吧")                                                                       \
    OBJECT("广场舞音箱 跳舞音响 广场舞队")                                                         \
    OBJECT("冷却塔 空调外机 冷凝机组")                                                             \
    OBJECT("水泵房 泵房 加压泵")                                                                   \
    OBJECT("变压器 配电房 变电站")                                                                 \
    OBJECT("石材加工厂 切割厂 石料厂")                                                             \
    OBJECT("家具厂 木器厂 锯木厂")                                                                 \
    OBJECT("高架桥 快速路 立交桥")                                                                 \
    OBJECT("铁路线 火车道口 货运铁路")                                                             \
    LAST("直升机场 通航机场 停机坪")                                                               \
    CLASS("大气污染", "Air", "市生态环境局", "空气质量 废气")                                      \
    OBJECT("喷漆房 烤漆房 汽修喷漆")                                                               \
    OBJECT("餐馆烟道 排烟管 油烟管")                                                               \
    OBJECT("印刷厂 油墨厂 包装厂")                                                                 \
    OBJECT("塑料厂 注塑厂 造粒厂")                                                                 \
    OBJECT("橡胶厂 轮胎厂 硫化车间")                                                               \
    OBJECT("沥青站 沥青拌合站 拌和楼")                                                             \
    OBJECT("砂石场 料场 采石场")                                                                   \
    OBJECT("锅炉房 燃煤锅炉 供热锅炉")                                                             \
    OBJECT("垃圾中转站 中转站 转运站")                                                             \
    OBJECT("垃圾填埋场 填埋场 渣场")                                                               \
    OBJECT("化工厂 农药厂 制药厂")                                                                 \
    LAST("秸秆地 田埂 荒草地")                                                                     \
    CLASS("水体污染", "Water", "市水务局", "河道 排污 水质")                                       \
    OBJECT("养猪场 猪场 生猪养殖")                                                                 \
    OBJECT("养鸡场 鸡场 鸭场")                                                                     \
    OBJECT("水产养殖塘 鱼塘 虾塘")                                                                 \
    OBJECT("污水处理厂 净水厂 污水站")                                                             \
    OBJECT("电镀厂 酸洗厂 镀锌厂")                                                                 \
    OBJECT("印染厂 染坊 漂洗厂")                                                                   \
    OBJECT("屠宰场 屠宰点 杀鸡点")                                                                 \
    OBJECT("洗沙场 采砂船 洗砂点")                                                                 \
    OBJECT("排污口 排放口 入河口")                                                                 \
    OBJECT("水库 饮用水源地 取水口")                                                               \
    OBJECT("景观湖 人工湖 湖面")                                                                   \
    LAST("灌溉渠 水渠 排水渠")                                                                     \
    CLASS("食品药品", "Food and drugs", "市市场监管局", "食品安全 吃的")                           \
    OBJECT("熟食 卤味 凉菜")                                                                       \
    OBJECT("外卖餐 外卖 盒饭")                                                                     \
    OBJECT("奶粉 婴儿奶粉 羊奶粉")                                                                 \
    OBJECT("猪肉 鲜肉 排骨肉")                                                                     \
    OBJECT("海鲜 活虾 螃蟹")                                                                       \
    OBJECT("糕点 蛋糕 面包")                                                                       \
    OBJECT("奶茶 果茶 现制饮品")                                                                   \
    OBJECT("保健品 保健酒 养生丸")                                                                 \
    OBJECT("感冒药 处方药 退烧药")                                                                 \
    OBJECT("中药饮片 膏药 草药包")                                                                 \
    OBJECT("食堂饭菜 食堂 团餐")                                                                   \
    LAST("桶装水 矿泉水 纯净水")                                                                   \
    CLASS("市场消费", "Consumer goods", "市市场监管局", "消费维权 买东西")                         \
    OBJECT("健身卡 健身房 私教课")                                                                 \
    OBJECT("美容卡 美容院 祛斑套餐")                                                               \
    OBJECT("理发卡 理发店 烫染套餐")                                                               \
    OBJECT("手机 二手手机 翻新机")                                                                 \
    OBJECT("家用电器 冰箱 洗衣机")                                                                 \
    OBJECT("家具城 沙发 衣柜")                                                                     \
    OBJECT("装修公司 装修队 家装")                                                                 \
    OBJECT("新车 四店 汽车经销商")                                                                 \
    OBJECT("二手车 车贩子 事故车")                                                                 \
    OBJECT("加油站 汽油 柴油")                                                                     \
    OBJECT("黄金首饰 金店 玉镯")                                                                   \
    LAST("化妆品 面膜 护肤品")                                                                     \
    CLASS("文旅休闲", "Culture and tourism", "市文旅局", "旅游 景点")                              \
    OBJECT("旅行社 跟团游 旅游团")                                                                 \
    OBJECT("民宿 客栈 农家乐")                                                                     \
    OBJECT("宾馆 酒店客房 旅馆")                                                                   \
    OBJECT("景区门票 景区 索道票")                                                                 \
    OBJECT("网吧 电竞馆 网咖")                                                                     \
    OBJECT("剧本杀店 密室逃脱 桌游吧")                                                             \
    OBJECT("游泳馆 泳池 水上乐园")                                                                 \
    OBJECT("电影院 影城 电影票")                                                                   \
    OBJECT("演唱会门票 演出票 音乐节票")                                                           \
    OBJECT("滑雪场 滑冰场 冰场")                                                                   \
    OBJECT("温泉 洗浴中心 汗蒸馆")                                                                 \
    LAST("儿童乐园 淘气堡 游乐场")                                                                 \
    CLASS("劳动就业", "Labour", "市人社局", "上班 就业")                                           \
    OBJECT("农民工工资 工程款 民工钱")                                                             \
    OBJECT("员工工资 工资 薪水")                                                                   \
    OBJECT("加班费 加班工资 夜班费")                                                               \
    OBJECT("失业金 失业补助 失业保险")                                                             \
    OBJECT("工伤认定 工伤待遇 工伤赔偿")                                                           \
    OBJECT("养老金 退休金 养老保险")                                                               \
    OBJECT("社保卡 社保账户 社会保障卡")                                                           \
    OBJECT("职业培训 技能培训 培训补贴")                                                           \
    OBJECT("职称评审 职称 中级职称")                                                               \
    OBJECT("劳务中介 中介公司 招工的")                                                             \
    OBJECT("公益岗位 公益岗 见习岗")                                                               \
    LAST("劳动合同 离职证明 解除合同")                                                             \
    CLASS("教育服务", "Education", "市教育局", "学校 上学")                                        \
    OBJECT("幼儿园 托儿所 幼儿班")                                                                 \
    OBJECT("小学 小学班级 小学部")                                                                 \
    OBJECT("初中 初中部 中学班")                                                                   \
    OBJECT("高中 高中部 高三班")                                                                   \
    OBJECT("培训机构 补习班 辅导班")                                                               \
    OBJECT("课后服务 晚托班 延时班")                                                               \
    OBJECT("学区划分 入学登记 转学手续")                                                           \
    OBJECT("学籍 学籍档案 毕业证")                                                                 \
    OBJECT("助学金 奖学金 困难补助")                                                               \
    OBJECT("教师编制 代课老师 老师待遇")                                                           \
    OBJECT("校服 教辅书 作业本")                                                                   \
    LAST("老年大学 夜校 社区学院")                                                                 \
    CLASS("医疗民政", "Health and welfare", "市卫健委", "看病 救助")                               \
    OBJECT("医保报销 医保 住院报销")                                                               \
    OBJECT("挂号 专家号 预约号")                                                                   \
    OBJECT("社区医院 卫生站 诊所")                                                                 \
    OBJECT("疫苗接种 疫苗 打针点")                                                                 \
    OBJECT("生育津贴 产假津贴 生育补贴")                                                           \
    OBJECT("低保 低保金 特困供养")                                                                 \
    OBJECT("养老院 敬老院 护理院")                                                                 \
    OBJECT("残疾证 残疾补贴 护理补贴")                                                             \
    OBJECT("老年卡 敬老卡 高龄津贴")                                                               \
    OBJECT("结婚登记 婚姻登记 离婚登记")                                                           \
    OBJECT("殡仪馆 公墓 墓地")                                                                     \
    LAST("临时救助 大病救助 救助站")                                                               \
    CLASS("物业管理", "Property management", "市房管局", "物业 业委会")                            \
    OBJECT("电梯 客梯 升降梯")                                                                     \
    OBJECT("门禁 单元门 闸机")                                                                     \
    OBJECT("监控 摄像头 监控室")                                                                   \
    OBJECT("地下车库 车库 车库坡道")                                                               \
    OBJECT("保洁间 保洁 楼道卫生")                                                                 \
    OBJECT("保安亭 保安 门岗")                                                                     \
    OBJECT("绿地 中心花园 宅间绿地")                                                               \
    OBJECT("公共维修金 维修基金 维修资金")                                                         \
    OBJECT("公共收益 广告收益 梯内广告费")                                                         \
    OBJECT("充电桩 充电柜 充电插座")                                                               \
    OBJECT("快递柜 快递驿站 丰巢柜")                                                               \
    LAST("二次供水 水箱 蓄水池")                                                                   \
    CLASS("房屋住建", "Housing", "市住建局", "房子 住房")                                          \
    OBJECT("外墙 外墙砖 墙皮")                                                                     \
    OBJECT("屋顶 楼顶 天台")                                                                       \
    OBJECT("阳台 露台 飘窗")                                                                       \
    OBJECT("下水管 排水立管 厨房下水")                                                             \
    OBJECT("暖气 暖气片 地暖")                                                                     \
    OBJECT("燃气管 煤气管 天然气表")                                                               \
    OBJECT("自来水管 水表 水龙头")                                                                 \
    OBJECT("公租房 廉租房 保障房")                                                                 \
    OBJECT("商品房 期房 新房")                                                                     \
    OBJECT("出租屋 群租房 合租房")                                                                 \
    OBJECT("老旧小区改造 加梯工程 旧改")                                                           \
    LAST("农村自建房 自建房 危房")                                                                 \
    CLASS("安全生产", "Safety", "市应急局", "安全 隐患")                                           \
    OBJECT("消防通道 救生通道 消防车道")                                                           \
    OBJECT("灭火器 灭火箱 水枪箱")                                                                 \
    OBJECT("烟感 烟雾报警器 喷淋头")                                                               \
    OBJECT("安全出口 逃生门 疏散门")                                                               \
    OBJECT("应急灯 疏散灯 逃生指示灯")                                                             \
    OBJECT("脚手架 吊篮 塔吊")                                                                     \
    OBJECT("危化品仓库 油漆仓库 酒精仓库")                                                         \
    OBJECT("烟花爆竹店 鞭炮摊 烟花仓库")                                                           \
    OBJECT("液化气站 换气点 煤气罐")                                                               \
    OBJECT("有限空间 化粪池 窖井")                                                                 \
    OBJECT("叉车 行车吊 起重机")                                                                   \
    LAST("广告牌 楼顶招牌 灯箱")

/* Two tables that give the place names: one of the first with one of the second. */
#define CITY_FIRST                                                                                                             \
    "松 柳 鹤 翠 晓 莺 画 絮 荷 菱 芦 渔 镜 鸥 澜 芳 棠 墨 锦 梧 枫 桂 兰 竹 梅 杏 桐 槐 榆 霞 " \
    "雁 鹭 琴 书 砚 瑶 璞 琅 碧 丹 青 玄 朱 素 紫 银"
#define CITY_SECOND                                                                                \
    "影 荫 屏 岭 泉 浪 塘 湾 汀 洲 坞 浦 渚 溪 岚 坡 屿 港 堰 陂 畈 埭 圩 泾 浜 墩 峪 垭 坪 坝"

#endif
