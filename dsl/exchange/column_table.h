/* What a column of a duty list may be: COLUMN(role, key, zh, en, headings). key is what --columns
 * takes; zh and en are what it is called in messages and as heading of an export; headings are what
 * officials write over it, with | between. A heading that is one of them, or holds one, is taken
 * for it; the longest match wins, and among equal ones that at the heading's end, because Chinese
 * puts the head last: 事项编码 is a code. A new one stands last, for what was kept of an import
 * (keepsake.c) goes by their order. */
/* clang-format off */
COLUMN(CODE, "code", "编码", "code",
       "编码|编号|代码|事项编码|事项编号|事项代码|实施编码|清单编号|目录编码|权力编码|code|id|item_code|service_code")
COLUMN(CLASS, "class", "分类", "class",
       "分类|类别|大类|小类|中类|一级|二级|三级|四级|一级分类|二级分类|三级分类|四级分类|一级类别|二级类别|三级类别|"
       "事项类别|事项分类|事项类型|所属领域|领域|归口类别|诉求类别|问题类别|类别路径|分类路径|目录|"
       "l1|l2|l3|l4|l5|level1|level2|level3|class|category|group|complaint_type|type")
COLUMN(ITEM, "item", "事项", "item",
       "事项|事项名称|事项内容|具体事项|职责事项|工作事项|诉求事项|问题描述|名称|子项|细项|案由|权力名称|职权名称|"
       "item|item_name|name|service_name|descriptor|duty|matter")
COLUMN(ENGLISH, "english", "英文名称", "English name", "英文|英文名|英文名称|事项英文|english|name_en")
COLUMN(UNIT, "unit", "责任单位", "unit",
       "单位|部门|责任单位|主办|主办单位|主责单位|牵头单位|承办单位|办理单位|处置单位|实施主体|实施机关|责任主体|责任部门|主管部门|"
       "牵头部门|承办部门|办理部门|处置部门|受理部门|unit|department|dept|agency_name|agency|top_dept|responsible")
COLUMN(ASSIST, "assist", "协办单位", "assisting units",
       "协办|协办单位|配合单位|协同单位|协助单位|配合部门|协办部门|参与单位|assist|assisting|assistants|support")
COLUMN(URGENT, "urgent", "紧急", "urgent", "紧急|急|是否紧急|是否急件|急件|urgent|priority")
COLUMN(DEADLINE, "deadline", "期限", "deadline",
       "期限|时限|办理期限|办理时限|办结期限|办结时限|处理时限|处置时限|承诺时限|承诺期限|法定时限|法定期限|完成时限|答复时限|"
       "工作时限|限时|deadline|within|limit|sla|due")
COLUMN(WORDS, "words", "识别词", "words",
       "识别词|关键词|关键字|常用词|市民说法|常见说法|俗称|别名|标签词|同义词|words|keywords|keyword|alias|synonyms")
COLUMN(EXAMPLE, "example", "例句", "example", "例|例句|例子|示例|样例|典型诉求|常见诉求|诉求示例|举例|example|sample")
COLUMN(BASIS, "basis", "依据", "legal basis",
       "依据|法律依据|法定依据|法规依据|职责依据|设定依据|政策依据|执法依据|处罚依据|basis|law|legal_basis")
COLUMN(AREA, "area", "区域", "area", "区域|辖区|适用区域|适用范围|所属街道|属地|街道|镇街|片区|area|district|region|street")
COLUMN(REMARK, "remark", "备注", "remark", "备注|说明|注|附注|备注说明|remark|remarks|note|notes|comment|comments")
COLUMN(SAID, "said", "说法", "sayings", "说法|怎么说|原话|市民原话|诉求原话|said|saying|sayings")
/* clang-format on */
