"""Policy texts that go on and on or nest deeply; `share` divides their length."""


def long_texts(share: int) -> list[str]:
    """For the reader of whole plans."""
    return [
        "推进学校建设，提高质量。" * (40_000 // share),
        "学" * (500_000 // share),
        "（" * (100_000 // share) + "责任单位：" + "）" * (100_000 // share),
        "“" * (200_000 // share),
        "——" * (100_000 // share),
        "2019年1月" * (50_000 // share),
        "年" * (200_000 // share),
        "1" * (300_000 // share),
        " " * (300_000 // share) + "学 " * (50_000 // share),
        "索引号: " * (40_000 // share),
        "一、推进建设。" * (30_000 // share),
        "\n".join(["1.推进建设", "（一）加强领导。落实责任", "一、重点任务"] * (3_000 // share)),
        "\n".join(str(number % 100) for number in range(10_000 // share)),
        "\n".join(["附件：方案"] * (10_000 // share)),
        "\n".join(["青禾县教育局", "2019年1月15日"] * (5_000 // share)),
        "\n".join(["专栏1", "1.甲"] * (5_000 // share)),
        "\n".join(["目录"] * (10_000 // share)),
        "（责任单位：县教育局，县政府督查室督办）" * (10_000 // share),
        "由县教育局牵头，县财政局配合，" * (20_000 // share),
        "\n".join(["（二）成员单位职责", "县教育局：负责管理。", "县公安局：负责安全。"] * (2_000 // share)),
        "- " * (200_000 // share),
    ]


def long_responsibilities(share: int) -> dict[str, tuple[str, int]]:
    """For the reader of responsibilities, by name: the text, and how many assignments it holds."""
    return {
        "deep": ("(" * (50_000 // share) + "责任单位:市教育局" + ")" * (50_000 // share), 1),
        "never closed": ("(责任单位:市教育局" * (5_000 // share), 1),
        "long list": ("(责任单位:" + "市教育局、" * (50_000 // share) + "市财政局)", 2),
        "many brackets": ("推进(市教育局牵头,市财政局配合)" * (5_000 // share), 2),
        "each each": ("各" * (100_000 // share), 0),
        "every every": ("均由各" * (50_000 // share), 0),
    }
