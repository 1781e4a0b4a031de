"""The data dictionary as a document, data/README.md: made from the catalogue alone."""

from __future__ import annotations

from collections.abc import Iterator

from lishui_dash.catalogue import CATALOGUE, Catalogue
from lishui_dash.catalogue.codes import CODE_LISTS
from lishui_dash.catalogue.units import UNITS
from lishui_dash.intake.template import due_text
from lishui_dash.spec import Column, Feed, Indicator, Kind, Threshold

_HEAD = """# 数据字典 · Data dictionary

由声明生成，请勿手改：`python -m lishui_dash dictionary`。
Made from the declarations; do not edit.

"""


def dictionary(catalogue: Catalogue = CATALOGUE) -> str:
    """Return the whole document as Markdown."""
    return _HEAD + "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield f"## 指标 · Indicators ({len(catalogue.indicators)})"
    for stem, clause in catalogue.clauses.items():
        yield ""
        yield f"### {clause.words.hans} · {clause.words.en}"
        for promise in clause.promises:
            yield ""
            yield f"> {promise.number} [{promise.kind.value}] {promise.quote.hans}"
        for indicator in catalogue.indicators_of(stem):
            yield from _indicator(indicator)
    yield ""
    yield f"## 上报表 · Feeds ({len(catalogue.feeds)})"
    for feed in catalogue.feeds.values():
        yield from _feed(feed)
    yield ""
    yield f"## 名录 · Reference lists ({len(catalogue.lists)})"
    for feed in catalogue.lists.values():
        yield from _feed(feed)
    yield ""
    yield f"## 代码表 · Code lists ({len(CODE_LISTS)})"
    yield ""
    for name, code_list in CODE_LISTS.items():
        codes = "、".join(f"`{code.code}` {code.words.hans}" for code in code_list.codes)
        yield f"- **{name}**：{codes}"


def _indicator(indicator: Indicator) -> Iterator[str]:
    feeds = "、".join(feed.words.hans for feed in indicator.feeds) or "上报台账"
    yield ""
    yield f"#### {indicator.words.hans} · {indicator.words.en} (`{indicator.name}`)"
    yield ""
    yield f"- 问题：{indicator.question.hans} {indicator.question.en}"
    yield f"- 算法：{indicator.numerator.hans} ÷ {indicator.denominator.hans}"
    yield f"- 预警线：{_threshold(indicator.threshold)}；{indicator.threshold.reason.hans}"
    yield f"- 责任单位：{indicator.owner.hans}；来源：{feeds}"
    if indicator.suppress_small:
        yield "- 人数：1—4 显示为“<5”，不足 5 人（例）的比率和时长不显示"
    if indicator.is_published:
        yield "- 人数：已实名公布，如实显示"
    if indicator.promises:
        yield f"- 条文：{'、'.join(indicator.promises)}"


def _threshold(threshold: Threshold) -> str:
    match threshold.kind:
        case Kind.FLOOR:
            return f"绿 ≥ {threshold.green:g}，黄 ≥ {threshold.amber:g}，其余红"
        case Kind.CEILING:
            return f"绿 ≤ {threshold.green:g}，黄 ≤ {threshold.amber:g}，其余红"
        case Kind.ZERO:
            return "0 为绿，大于 0 为红"
        case Kind.BAND:
            return f"绿 {threshold.green_band}，黄 {threshold.amber_band}，其余红"
        case Kind.REFERENCE:
            line = threshold.reference
            return "仅供参考" if line is None else f"参考线 {line:g}"


def _feed(feed: Feed) -> Iterator[str]:
    yield ""
    yield f"### {feed.number}. {feed.words.hans} · {feed.words.en} (`{feed.name}`)"
    yield ""
    yield f"{feed.grain.hans}。{feed.submitter.hans}。{due_text(feed)}。"
    for says, codes in (("市本级", feed.bodies), ("各地", feed.hosts)):
        if codes:
            named = "、".join(UNITS[code].words.hans for code in codes)
            yield f"{says}也可由{named}报送。"
    yield f"主键：{'、'.join(feed.column(name).words.hans for name in feed.key)}。"
    yield f"更正：{feed.corrections.hans}。个人信息：{feed.personal_data.hans}。"
    for rule in feed.rules:
        yield f"整行规则：{rule.says.hans}{'' if rule.rejects else '（仅提示）'}。"
    yield ""
    yield "| 列 | 名称 | 类型 | 必填 | 代码或名录 | 规则 | 也可写作 | 个人信息 |"
    yield "|---|---|---|---|---|---|---|---|"
    yield from (_column(column) for column in feed.columns)


def _column(column: Column) -> str:
    listed = column.codes.name if column.codes else ""
    if column.refers_to:
        listed = f"→ {column.refers_to.value}"
    cells = (
        f"`{column.name}`",
        f"{column.words.hans} {column.words.en}",
        column.type.value,
        "是" if column.required else "",
        listed,
        "；".join(rule.says.hans for rule in column.rules),
        "、".join(column.aliases),
        column.privacy.value,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
