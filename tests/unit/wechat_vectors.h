/* Published sample messages of WeChat and WeCom and of the libraries that speak to them: facts of
 * the protocol. Each is named by where it was published. echo: a plain check of the address;
 * signature: plain mode; cipher, random, message, msg_signature: an envelope. */
#ifndef ZHIDA_TEST_WECHAT_VECTORS_H
#define ZHIDA_TEST_WECHAT_VECTORS_H

struct wechat_vector {
    const char *name, *token, *aes_key, *receive_id, *timestamp, *nonce;
    const char *signature, *echo;
    const char *cipher, *random, *message, *msg_signature;
};

static const struct wechat_vector wechat_vectors[] = {
    {.name = "wx-official-url-verify",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wxba5fad812f8e6fb9",
     .timestamp = "1714036504",
     .nonce = "1514711492",
     .signature = "f464b24fc39322e44b38aa78f5edd27bd1441696",
     .echo = "4375120948345356249"},
    {.name = "wx-official-plain-post",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wxba5fad812f8e6fb9",
     .timestamp = "1714037059",
     .nonce = "486452656",
     .signature = "899cf89e464efb63f54ddac96b0a0a235f53aa78"},
    {.name = "wx-official-secure-json",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wxba5fad812f8e6fb9",
     .timestamp = "1714112445",
     .nonce = "415670741",
     .cipher = "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyu"
               "s8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlC"
               "Tj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50"
               "F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=",
     .random = "a8eedb185eb2fecf",
     .message = "{\"ToUserName\":\"gh_97417a04a28d\",\"FromUserName\":\"o9AgO5Kd5ggOC-bXrbNODIi"
                "E3bGY\",\"CreateTime\":1714112445,\"MsgType\":\"event\",\"Event\":\"debug_demo"
                "\",\"debug_str\":\"hello world\"}",
     .msg_signature = "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"},
    {.name = "wx-official-secure-reply-json",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wxba5fad812f8e6fb9",
     .timestamp = "1713424427",
     .nonce = "415670741",
     .cipher = "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L"
               "32tmxSQ==",
     .random = "707722b803182950",
     .message = "{\"demo_resp\":\"good luck\"}",
     .msg_signature = "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"},
    {.name = "wx-official-3p-xml",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wx134c8103faa5a59e",
     .timestamp = "1715943329",
     .nonce = "1590219412",
     .cipher = "D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW8"
               "0F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJ"
               "gvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+"
               "y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8"
               "YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8"
               "mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==",
     .random = "1205899eaf019bbd",
     .message = "<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>\n<FromUserName><![CD"
                "ATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName>\n<CreateTime>1715943329</Cr"
                "eateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[debug_demo]]>"
                "</Event>\n<debug_str><![CDATA[hello world]]></debug_str>\n</xml>",
     .msg_signature = "6c12a4205838198b8fa631b3220723bb07f1015c"},
    {.name = "wx-official-3p-xml-reply",
     .token = "AAAAA",
     .aes_key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
     .receive_id = "wx134c8103faa5a59e",
     .timestamp = "1713424427",
     .nonce = "415670741",
     .cipher = "hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDd"
               "IZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7",
     .random = "999951349e8ee746",
     .message = "<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>",
     .msg_signature = "03e0812039325c2712ef5f0f980fd14c70d6e307"},
    {.name = "wecom-official-verifyurl",
     .token = "QDG6eK",
     .aes_key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
     .receive_id = "wx5823bf96d3bd56c7",
     .timestamp = "1409659589",
     .nonce = "263014780",
     .cipher = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+F"
               "ZXvnaqQ==",
     .random = "c41b64491c2468d0",
     .message = "1616140317555161061",
     .msg_signature = "5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3"},
    {.name = "wecom-official-decrypt",
     .token = "QDG6eK",
     .aes_key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
     .receive_id = "wx5823bf96d3bd56c7",
     .timestamp = "1409659813",
     .nonce = "1372623149",
     .cipher = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADH"
               "HhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k"
               "4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiq"
               "ATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcall"
               "crw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHC"
               "mJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==",
     .random = "0960688932c47ef1",
     .message = "<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><!"
                "[CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgTy"
                "pe><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>45"
                "61255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>",
     .msg_signature = "477715d11cdb4164915debcba66cb864d751f3e6"},
    {.name = "wecom-sample2-verifyurl",
     .token = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo",
     .aes_key = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt",
     .receive_id = "ww1436e0e65a779aee",
     .timestamp = "1476416373",
     .nonce = "47744683",
     .cipher = "fsi1xnbH4yQh0+PJxcOdhhK6TDXkjMyhEPA7xB2TGz6b+g7xyAbEkRxN/3cNXW9qdqjnoVzEtpbhnFy"
               "q6SVHyA==",
     .random = "8908d0ff052afda0",
     .message = "1288432023552776189",
     .msg_signature = "012bc692d0a58dd4b10f8dfe5c4ac00ae211ebeb"},
    {.name = "wecom-sample2-decrypt",
     .token = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo",
     .aes_key = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt",
     .receive_id = "ww1436e0e65a779aee",
     .timestamp = "1476422779",
     .nonce = "1597212914",
     .cipher = "Kl7kjoSf6DMD1zh7rtrHjFaDapSCkaOnwu3bqLc5tAybhhMl9pFeK8NslNPVdMwmBQTNoW4mY7AIjeL"
               "vEl3NyeTkAgGzBhzTtRLNshw2AEew+kkYcD+Fq72Kt00fT0WnN87hGrW8SqGc+NcT3mu87Ha3dz1pSD"
               "i6GaUA6A0sqfde0VJPQbZ9U+3JWcoD4Z5jaU0y9GSh010wsHF8KZD24YhmZH4ch4Ka7ilEbjbfvhKkN"
               "L65HHL0J6EYJIZUC2pFrdkJ7MhmEbU2qARR4iQHE7wy24qy0cRX3Mfp6iELcDNfSsPGjUQVDGxQDCWj"
               "ayJOpcwocugux082f49HKYg84EpHSGXAyh+/oxwaWbvL6aSDPOYuPDGOCI8jmnKiypE+",
     .random = "694ce5a83ae07fe3",
     .message = "<xml><ToUserName>ww1436e0e65a779aee</ToUserName><FromUserName>ChenJiaShun</Fro"
                "mUserName><CreateTime>1476422779</CreateTime><MsgType>text</MsgType><Content>你"
                "好</Content><MsgId>1456453720</MsgId><AgentID>1000002</AgentID></xml>",
     .msg_signature = "0c3914025cb4b4d68103f6bfc8db550f79dcf48e"},
    {.name = "wecom-sample2-json",
     .token = "hJqcu3uJ9Tn2gXPmxx2w9kkCkCE2EPYo",
     .aes_key = "6qkdMrq68nTKduznJYO1A37W2oEgpkMUvkttRToqhUt",
     .receive_id = "ww1436e0e65a779aee",
     .timestamp = "1409659813",
     .nonce = "1372623149",
     .cipher = "cjhLUX7UU4yCSelv1vz7T0zT8huF51bAMVWriNvO1FMegHrQZNrtvRxbwf0fUPsFvwqR0U0fgiJNEA5"
               "Y30F2MoI2S7vv3EjVQ68C0cjw9frBoUE2Hj0BvFp9h3u6Vbsg4lc1C8AtHdaN8orKuNKkLRLuYEL52R"
               "1J3v8olJGZRLnRdVKIivixmX/eQpzgeExtp20jI1HxRP1AAZ6xZoILdqDPO549LO4WeG+685JRUTdiw"
               "cY5fjZlqeMxuT4PpMn1X9OWsS7NRj06Wa5E3Tvg4twjWp39KPfOdRte6P1T4JU=",
     .random = "dDVXRx6kn1gOT43Q",
     .message = "{ \"ToUserName\": \"wx5823bf96d3bd56c7\", \"FromUserName\": :mycreate\", \"Cre"
                "ateTime\": 1409659813, \"MsgType\": \"text\", \"Content\": \"hello\", \"MsgId"
                "\": 4561255354251345929, \"AgentID\": 218}",
     .msg_signature = "e3647471e395139e2308c1fa963f2d648a00b90e"},
    {.name = "wechatpy-echo",
     .token = "123456",
     .aes_key = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR",
     .receive_id = "wx49f0ab532d5d035a",
     .timestamp = "1411443780",
     .nonce = "437374425",
     .cipher = "4ByGGj+sVCYcvGeQYhaKIk1o0pQRNbRjxybjTGblXrBaXlTXeOo1+bXFXDQQb1o6co6Yh9Bv41n7hOc"
               "hLF6p+Q==",
     .random = "2304fc2fe146f1f8",
     .message = "5927782489442352469",
     .msg_signature = "dd6b9c95b495b3f7e2901bfbc76c664930ffdb96"},
    {.name = "wechatpy-decrypt",
     .token = "123456",
     .aes_key = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR",
     .receive_id = "wx49f0ab532d5d035a",
     .timestamp = "1411525903",
     .nonce = "461056294",
     .cipher = "RgqEoJj5A4EMYlLvWO1F86ioRjZfaex/gePD0gOXTxpsq5Yj4GNglrBb8I2BAJVODGajiFnXBu7mCPa"
               "tfjsu6IHCrsTyeDXzF6Bv283dGymzxh6ydJRvZsryDyZbLTE7rhnus50qGPMfp2wASFlzEgMW9z1ef/"
               "RD8XzaFYgm7iTdaXpXaG4+BiYyolBug/gYNx410cvkKR2/nPwBiT+P4hIiOAQqGp/TywZBtDh1yCF2K"
               "Od0gpiMZ5jSw3e29mTvmUHzkVQiMS6td7vXUaWOMZnYZlF3So2SjHnwh4jYFxdgpkHHqIrH/54SNdsh"
               "oQgWYEvccTKe7FS709/5t6NMxuGhcUGAPOQipvWTT4dShyqio7mlsl5noTrb++x6En749zCpQVhDpbV"
               "6GDnTbcX2e8K9QaNWHp91eBdCRxthuL0=",
     .random = "ec90b1530358d4d3",
     .message = "<xml><ToUserName><![CDATA[wx49f0ab532d5d035a]]></ToUserName>\n<FromUserName><!"
                "[CDATA[messense]]></FromUserName>\n<CreateTime>1411525903</CreateTime>\n<MsgTy"
                "pe><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content>\n<MsgId>436"
                "3689963896700987</MsgId>\n<AgentID>1</AgentID>\n</xml>",
     .msg_signature = "74d92dfeb87ba7c714f89d98870ae5eb62dff26d"},
    {.name = "wechatpy-encrypt",
     .token = "123456",
     .aes_key = "kWxPEV2UEDyxWpmPdKC3F4dgPDmOvfKX1HGnEUDS1aR",
     .receive_id = "wx49f0ab532d5d035a",
     .timestamp = "1411525903",
     .nonce = "461056294",
     .cipher = "9s4gMv99m88kKTh/H8IdkOiMg6bisoy3ypwy9H4hvSPe9nsGaqyw5hhSjdYbcrKk+j3nba4HMOTzHrl"
               "uLBYqxgNcBqGsL8GqxlhZgURnAtObvesEl5nZ+uBE8bviY0LWke8Zy9V/QYKxNV2FqllNXcfmstttyI"
               "kMKCCmVbCFM2JTF5wY0nFhHZSjPUL2Q1qvSUCUld+/WIXrx0oyKQmpB6o8NRrrNrsDf03oxI1p9FxUg"
               "MnwKKZeOA/uu+2IEvEBtb7muXsVbwbgX05UPPJvFurDXafG0RQyPR+mf1nDnAtQmmNOuiR5MIkdQ39x"
               "n1vWwi1O5oazPoQJz0nTYjxxEE8kv3kFxtAGVRe3ypD3WeK2XeFYFMNMpatF9XiKzHo3",
     .random = "1234567890123456",
     .message = "<xml>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[test]]></Content"
                ">\n<FromUserName><![CDATA[wx49f0ab532d5d035a]]></FromUserName>\n<ToUserName><!"
                "[CDATA[messense]]></ToUserName>\n<AgentID>1</AgentID>\n<CreateTime>1411525903<"
                "/CreateTime>\n</xml>",
     .msg_signature = "407518b7649e86ef23978113f92d27afa9296533"},
    {.name = "easywechat-decrypt",
     .token = "pamtest",
     .aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
     .receive_id = "wxb11529c136998cb6",
     .timestamp = "1458300676",
     .nonce = "260774613",
     .cipher = "rTNFcsut4LfGuAFKEUVVpwcaCOTJzOd9twZdIW910jb3k+iicx2uvhttIZ3Qg9Qgty3BEF2xbOrz6bo"
               "Tfb30dMomcgrkTqdFPwnhqbk+kIQ7rZiwny9D7NUrTgA5kpX3KsZvrXzUZyP2x9YOlxbgm572lmxKvM"
               "7HAQQhIQ/p6HBmoY30bGXFK0BtIu1pW9TjhOYrLQoU18nWYjWqDA1ynkmOytpv7QRI1P1+0NoxL0q2z"
               "O1DgeSvnE8CZGo/o5Ap/WHK5W2RAsinpzN4/LjPnmB6U01I5XCoJoC0GK/yMZycd2Oh8Nq6+wBkC1U8"
               "5oy0ktOY4nLvsQMLrourmMGdZHuTbqpeJ8Ao/5PRYJ+WBvRUwPfGKBL2+2IKZF49vAJqkcGWSHGE76Z"
               "N2erXeuNazf/o9o3lIE3q739o4c8t9QGPe31GT2Go/rOz1BsrASwvauNulCh+++yz+CQzBIuikA==",
     .random = "d43123b161a4ba84",
     .message = "<xml><URL><![CDATA[http://wechat.laravel.so/server]]></URL><ToUserName><![CDAT"
                "A[asdasdasd]]></ToUserName><FromUserName><![CDATA[asdasdasdsadasd]]></FromUser"
                "Name><CreateTime>1234567898</CreateTime><MsgType><![CDATA[text]]></MsgType><Co"
                "ntent><![CDATA[hello]]></Content><MsgId>12345</MsgId></xml>",
     .msg_signature = "4f3ad57b6989f09f4eb392acce4f9e93942ed890"},
    {.name = "wxjava-encrypt-cn",
     .token = "pamtest",
     .aes_key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
     .receive_id = "wxb11529c136998cb6",
     .timestamp = "1409304348",
     .nonce = "xxxxxx",
     .cipher = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP"
               "72vVOfg==",
     .random = "aaaabbbbccccdddd",
     .message = "我是中文abcd123",
     .msg_signature = "82c962d39941aa48552f90ef55aa323dc620cc10"},
    {.name = "go-workwx-verify",
     .token = "kjr2TKI8umCBfVF3wAHk8JiPwma5VBme",
     .aes_key = "4Ma3YBrSBbX2aez8MJpXGBne5LSDwgGqHbhM9WPYIws",
     .receive_id = "ww6a112864f8022910",
     .timestamp = "1583940690",
     .nonce = "VHh7ymSeb0jc4lSb",
     .cipher = "6KmUQuPVu7UhjyVqRdbo5SfcRqaHvbUlKSHFvBV2ZuR6TIlKsygcfeSd1GDplg1C5KSKr6UPHCaC/nI"
               "X3ZNt9w==",
     .random = "5QMsYcwjR95t2vmC",
     .message = "94966531020182955848408",
     .msg_signature = "1ba3cb09c0d2c2b3ed6900d37f91a6efae6cb011"},
    {.name = "go-workwx-post",
     .token = "kz7Yx62CH8SaLN",
     .aes_key = "cD0d7jx4tYvVtzqrmh3Dm3QFCXe6f8SlHoMtMh3qQEP",
     .receive_id = "wwf181555a13a31443",
     .timestamp = "1583995625",
     .nonce = "1584392382",
     .cipher = "fyVN9BUnH6xNl0/VCHTCg6XGxxvoFdyZ7VQbAbBcQ79dVccYvdIyJYZSMMhkPy8LPaoe+V27qjoQ553"
               "fXavmrPOgxzHrKKf3YIu63pB4/nN0LY4S+GzUFi/LLFj1TI1sOh0q2jT5u1nYz5G3HFNLd3DFUvJVLt"
               "Zl8mVMwUOzBpzKZhhmCvIJLVlvym9tt+VYwG06MSbmnf9AzYFKhm1BIy+95Q824ilY6Wy8l+vkFqEdA"
               "Sl2k83jMXvlkVRSB3hmNptWTbq8ygDdLtkCyA4UEiZvfTskqqVkbYwLptRl/1F+DVL9SH/TWt2j3dCm"
               "4rzY5jQG+fA+2xh2Kk+OrVgafqtQCfhjq8C38A2IwCcg2BONKk8s5ijFxQoszmXvJQ3zLYbjzRWQ40x"
               "hryDyPNNse7/slKVW2QMBEUPNOxUcX9k=",
     .random = "165537226266209e",
     .message = "<xml><ToUserName><![CDATA[wwf181555a13a31443]]></ToUserName><FromUserName><![C"
                "DATA[xen0n]]></FromUserName><CreateTime>1583995625</CreateTime><MsgType><![CDA"
                "TA[text]]></MsgType><Content><![CDATA[x123]]></Content><MsgId>2018405441</MsgI"
                "d><AgentID>1000002</AgentID></xml>",
     .msg_signature = "a44d1b7dc3dc4b02edd99dc32afa6a26be7c92f6"},
};

#endif
