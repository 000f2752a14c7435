"""Chinese surnames: what tells a name from other words where a name may stand.

The census of 2020 lists them by frequency; these cover about 95 % of people.
"""

SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
    "汤康易乔赖葛洪倪温牛樊俞章鲁关蓝殷施欧祁焦聂庄柴翟邢岳耿齐梅伍华季庞涂柯兰焦鲍左骆柳毕符阮辛甘宁单喻"
    "卜裴冉尚鞠凌阎芦霍纪詹解项"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "令狐")
PATTERN = f"(?:{'|'.join(COMPOUND)}|[{''.join(sorted(SINGLE))}])"
"""Regular expression of one surname."""
