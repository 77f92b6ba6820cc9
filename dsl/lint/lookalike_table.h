/* Signs that are taken for one another on a screen or a bad photocopy: ALIKE("first" "others"). The
 * first stands for all of them when names are compared. Capital letters come before small ones are
 * made of them. After the idea of Unicode's TR39, and what pinyin keyboards and scans mix up. */
/* clang-format off */
ALIKE("a" "аαɑ") ALIKE("b" "Ьь") ALIKE("c" "сϲ") ALIKE("e" "еєε") ALIKE("h" "һн") ALIKE("j" "ј") ALIKE("k" "кκ") ALIKE("m" "м") ALIKE("n" "п")
ALIKE("p" "рρ") ALIKE("s" "ѕ") ALIKE("t" "тτ") ALIKE("u" "υ") ALIKE("v" "νѵ") ALIKE("x" "хχ") ALIKE("y" "уγү") ALIKE("w" "ѡω") ALIKE("b" "вβ")
ALIKE("0" "oоο〇○") ALIKE("1" "lⅼiіι|")
ALIKE("口" "囗ロ") ALIKE("己" "已巳") ALIKE("未" "末") ALIKE("土" "士") ALIKE("日" "曰") ALIKE("干" "千于") ALIKE("戊" "戌戍戎") ALIKE("徒" "徙")
ALIKE("刺" "剌") ALIKE("毋" "母毌") ALIKE("治" "冶") ALIKE("侯" "候") ALIKE("准" "淮") ALIKE("辨" "辩")
ALIKE("晴" "睛") ALIKE("壁" "璧") ALIKE("祗" "祇衹") ALIKE("工" "エ") ALIKE("力" "カ") ALIKE("卜" "ト") ALIKE("八" "ハ") ALIKE("夕" "タ") ALIKE("二" "ニ")
ALIKE("一" "ー丨—") ALIKE("沪" "泸") ALIKE("汨" "汩") ALIKE("崇" "祟") ALIKE("茶" "荼") ALIKE("肓" "盲")
ALIKE("赢" "羸") ALIKE("佘" "余") ALIKE("柿" "杮") ALIKE("菅" "管") ALIKE("夭" "天") ALIKE("仑" "仓")
