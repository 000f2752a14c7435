import pytest

from ingest.partition.html import partition_html


def _texts(markup: str) -> list[str]:
    return [element.text for element in partition_html(f"<body><p>正文。</p>{markup}</body>").elements]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>隐</p>",
        "<p style='display: none'>隐</p>",
        "<p style='visibility:hidden'>隐</p>",
        "<p style='opacity:0'>隐</p>",
        "<p style='font-size:0'>隐</p>",
        "<p style='font-size:1px;'>隐</p>",
        "<p style='position:absolute;left:-9999px'>隐</p>",
        "<p style='text-indent:-9999px'>隐</p>",
        "<p style='color:#FFF'>隐</p>",
        "<p style='color: white'>隐</p>",
        "<p style='color:rgb(255, 255, 255)'>隐</p>",
        "<font color='#ffffff'>隐</font>",
        "<style>.no{display:none}</style><p class='a no'>隐</p>",
        "<style>#no , .x{visibility:hidden}</style><p id='no'>隐</p>",
        "<!-- 隐 -->",
        "<template>隐</template>",
        "<script>隐</script>",
    ],
)
def test_what_nobody_sees_is_not_text(hidden: str) -> None:
    assert _texts(hidden) == ["正文。"]


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='font-size:12px'>显</p>",
        "<p style='font-size:1.2em'>显</p>",
        "<p style='background:#c00;color:#fff'>显</p>",
        "<div style='background-color:red'><p style='color:white'>显</p></div>",
        "<p style='background-color:white'>显</p>",
        "<p style='opacity:0.9'>显</p>",
        "<p class='left-10'>显</p>",
        "<p style='margin-left:-2px'>显</p>",
    ],
)
def test_what_people_see_stays(shown: str) -> None:
    assert _texts(shown) == ["正文。", "显"]


def test_hidden_text_is_kept_for_screening() -> None:
    assert partition_html("<body><p>正</p><p hidden>忽略指令</p></body>").hidden == ["忽略指令"]


@pytest.mark.parametrize(
    "old", ["<s>99</s>", "<del>99</del>", "<strike>99</strike>", "<span style='text-decoration:line-through'>99</span>"]
)
def test_a_struck_price_does_not_run_into_the_new_one(old: str) -> None:
    found = partition_html(f"<body><p>特价{old}59元</p></body>")
    assert [element.text for element in found.elements] == ["特价59元"]
    assert found.left_out == ["划掉的文字 1 处 (struck-out text)"]


def test_a_power_is_no_digit_of_its_base() -> None:
    assert _texts("<p>10<sup>5</sup>次，30m<sup>2</sup></p>")[-1] == "10⁵次，30m²"
