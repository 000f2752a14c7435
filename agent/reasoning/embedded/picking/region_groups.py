"""Which regions a wider name covers, in the everyday sense of delivery rules."""

from domain.text.regions import PROVINCE_OF_CITY, PROVINCES, SHIPPING_REGIONS

REGION_GROUPS: dict[str, tuple[str, ...]] = {
    "偏远地区": ("新疆", "西藏", "青海", "宁夏", "甘肃", "内蒙古", "海南"),
    "偏远": ("新疆", "西藏", "青海", "宁夏", "甘肃", "内蒙古", "海南"),
    "港澳台": ("香港", "澳门", "台湾"),
    "江浙沪": ("江苏", "浙江", "上海"),
    "江浙沪皖": ("江苏", "浙江", "上海", "安徽"),
    "长三角": ("江苏", "浙江", "上海", "安徽"),
    "珠三角": ("广东", "广州", "深圳", "东莞", "佛山"),
    "东三省": ("黑龙江", "吉林", "辽宁"),
    "东北": ("黑龙江", "吉林", "辽宁"),
    "京津冀": ("北京", "天津", "河北"),
    "西北": ("陕西", "甘肃", "青海", "宁夏", "新疆"),
    "西南": ("四川", "重庆", "云南", "贵州", "西藏"),
    "华东": ("上海", "江苏", "浙江", "安徽", "福建", "江西", "山东"),
    "华南": ("广东", "广西", "海南"),
    "华北": ("北京", "天津", "河北", "山西", "内蒙古"),
    "华中": ("湖北", "湖南", "河南"),
    "海外": ("国外", "境外", "美国", "日本", "英国", "加拿大", "澳大利亚", "新加坡", "马来西亚", "韩国", "欧洲"),
    "境外": ("国外", "海外", "香港", "澳门", "台湾", "美国", "日本", "英国", "加拿大", "澳大利亚", "新加坡", "韩国"),
}
"""Wider name to what it covers. 偏远地区 differs from carrier to carrier; these are the usual seven."""

REGION_NAMES: frozenset[str] = frozenset(
    {*PROVINCES, *SHIPPING_REGIONS, *REGION_GROUPS, *(name for inner in REGION_GROUPS.values() for name in inner)}
    - {"大陆", "内地"}
)
OUTSIDE_MAINLAND: frozenset[str] = frozenset(
    {"香港", "澳门", "台湾", "港澳台", "海外", "国外", "境外", *REGION_GROUPS["海外"]} - {"内地"}
)
"""Never covered by a rule that only says 全国."""


def names_for(given: str) -> frozenset[str]:
    """The names under which a text may speak of this region: its own and the wider ones."""
    region = PROVINCE_OF_CITY.get(given, given)
    wider = {name for name, inner in REGION_GROUPS.items() if any(i in region or region in i for i in inner)}
    inner = set(REGION_GROUPS.get(region, ()))
    return frozenset({given, region, *wider, *inner})
